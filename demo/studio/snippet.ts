/** What only the page's owner knows. */
export interface Place {
  /** Address of their server; `''` while unknown. */
  server: string
  sitekey: string
  /** `''`: the page's own scheme. */
  scheme: '' | 'light' | 'dark'
}

/** What stands where nothing was typed. */
export const examples = { server: 'https://verify.example.com', sitekey: 'site_example' }

/** The script tag and the element, to paste. */
export function snippet({ server, sitekey, scheme }: Place): string {
  const address = quoted((server || examples.server).replace(/\/+$/, ''))
  const theme = scheme && ` theme="${scheme}"`
  return `<script async src="${address}/w/v1/reach-proof.js"></script>

<reach-proof sitekey="${quoted(sitekey || examples.sitekey)}" session-nonce="…"${theme} required>
  Please switch on JavaScript, or write to us.
</reach-proof>
`
}

const quoted = (text: string): string =>
  text.trim().replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
