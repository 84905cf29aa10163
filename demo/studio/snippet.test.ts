import { expect, it } from 'vitest'
import { snippet } from './snippet.ts'

it('is the tag that the reference shows, with what was typed', () => {
  expect(snippet({ server: 'https://check.shop.example/', sitekey: 'site_shop', scheme: 'dark' })).toBe(
    `<script async src="https://check.shop.example/w/v1/reach-proof.js"></script>

<reach-proof sitekey="site_shop" session-nonce="…" theme="dark" required>
  Please switch on JavaScript, or write to us.
</reach-proof>
`,
  )
})

it('has an example where nothing was typed, and no attribute that is not needed', () => {
  const text = snippet({ server: '', sitekey: '', scheme: '' })
  expect(text).toContain('src="https://verify.example.com/w/v1/reach-proof.js"')
  expect(text).toContain('<reach-proof sitekey="site_example" session-nonce="…" required>')
})

it('stays one tag, whatever is typed', () => {
  expect(snippet({ server: '', sitekey: '"><b>', scheme: '' })).toContain('sitekey="&quot;>&lt;b>"')
})
