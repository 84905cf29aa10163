/** Only while a classic script runs; a module, and a script that was moved, is looked for in the page. */
const current = (globalThis.document?.currentScript as HTMLScriptElement | null)?.src

/** The server that this script came from. */
export function ownServer(): string {
  const address = current?.includes('/reach-proof')
    ? current
    : document.querySelector<HTMLScriptElement>('script[src*="/reach-proof"]')?.src
  return address?.replace(/\/(w\/[^/]*\/)?[^/]*(\?.*)?$/, '') ?? ''
}
