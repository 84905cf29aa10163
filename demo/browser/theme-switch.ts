const root = document.documentElement

/** Brings the bar's button to life. What it chose is kept in a cookie, so that the shop's server draws it at once. */
export function startThemeSwitch(): void {
  document.querySelector('[data-theme-switch]')?.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark'
    root.dataset.theme = theme
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in older browsers
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`
  })
}

function isDark(): boolean {
  if (root.dataset.theme) return root.dataset.theme === 'dark'
  return matchMedia('(prefers-color-scheme: dark)').matches
}
