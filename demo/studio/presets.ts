/// <reference types="vite/client" />
import { type Read, readTheme } from './theme.ts'

/** A look that is ready to be copied. */
export interface Preset extends Read {
  /** The name of its file, as it stands in an address. */
  id: string
  name: string
  /** The file, word for word. */
  css: string
}

const files = import.meta.glob<string>('../../docs/themes/*.css', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Every file of `docs/themes/`, by name. */
export const presets: readonly Preset[] = Object.entries(files)
  .map(([path, css]) => {
    const id = path.slice(path.lastIndexOf('/') + 1, -'.css'.length)
    const name = id.slice(0, 1).toUpperCase() + id.slice(1).replaceAll('-', ' ')
    return { id, name, css: `${css.trim()}\n`, ...readTheme(css) }
  })
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))
