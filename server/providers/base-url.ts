/** Whether a text is an http or https address that paths can be put behind: no query, no fragment, no password. */
export function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, search, hash, username, password } = new URL(text)
  return /^https?:$/.test(protocol) && !search && !hash && !username && !password
}
