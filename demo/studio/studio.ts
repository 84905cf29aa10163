import { startThemeSwitch } from '../browser/theme-switch.ts'
import { readAddress, writeAddress } from './address.ts'
import { createGallery } from './gallery.ts'
import { createPlayground, ofTheme, type Playground } from './playground.ts'
import { presets } from './presets.ts'
import { startTabs } from './tabs.ts'

// The studio: every state in one room, and the look of them in the other. Everything that is chosen is in the address.

startThemeSwitch()

const room = (id: string) => document.getElementById(id)!
const worn = new CSSStyleSheet()
document.adoptedStyleSheets = [...document.adoptedStyleSheets, worn]

let tab = 'gallery'
/** Made when it is needed first. */
let playground: Playground | undefined

const gallery = createGallery(room('gallery'), () => {
  wear()
  note()
})
const open = startTabs(document.querySelector<HTMLElement>('[role=tablist]')!, id => {
  tab = id
  enter()
  note(true)
})

go()
// Places are gone back to; the theme stays as it is now.
addEventListener('popstate', () => {
  go()
  note()
})

function go(): void {
  const address = readAddress()
  tab = address.get('tab') === 'theme' ? 'theme' : 'gallery'
  open(tab)
  gallery.open(address)
  enter()
}

function enter(): void {
  wear()
  if (tab === 'gallery') gallery.draw()
}

/** The theme, on every `reach-proof` of this page: the playground's in its room, the chosen one in the gallery. */
function wear(): void {
  const { theme } = gallery
  if (tab === 'theme' || theme === 'yours') playing()
  else worn.replaceSync(presets.find(({ id }) => id === theme)?.css ?? '')
}

function playing(): void {
  if (playground) worn.replaceSync(playground.css())
  else {
    playground = createPlayground(
      room('theme'),
      css => worn.replaceSync(css),
      () => note(),
    )
    playground.open(readAddress())
  }
}

function note(place = false): void {
  const theme = playground?.address() ?? ofTheme(readAddress())
  const chosen = [...gallery.address(), ...theme]
  writeAddress(tab === 'theme' ? [['tab', tab], ...chosen] : chosen, place)
}
