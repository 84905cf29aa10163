// Before anything is drawn: a page that comes as a plain file learns from the cookie whether it is light or dark.
const theme = /(?:^|; )theme=(light|dark)/.exec(document.cookie)
if (theme) document.documentElement.dataset.theme = theme[1]
