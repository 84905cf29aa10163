import { describe, expect, it } from 'vitest'
import { see } from './browser.ts'
import { fallback, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const nonce = 'bm9uY2Utb2YtdGhlLXBhZ2U'
const scripts = () => `script-src ${hosts.urls.api}; connect-src ${hosts.urls.api}`

/** The policies of the matrix, as a page would send them. */
const strict = () => `script-src 'nonce-${nonce}' 'strict-dynamic'; style-src 'nonce-${nonce}'`
const trusted = () => `${strict()}; require-trusted-types-for 'script'`

function put(policy: string): void {
  hosts.put('/', {
    body: pageOf(`<form>${tag('required')}</form>`, {
      head: hosts.script(policy.includes('nonce-') ? `nonce="${nonce}"` : 'async'),
    }),
    headers: { 'content-security-policy': policy },
  })
}

describe('under the policy', () => {
  it.each<[string, () => string]>([
    [
      'A: scripts from its server, styles from the page’s own',
      () => `script-src 'self' ${hosts.urls.api}; style-src 'self'`,
    ],
    ['B: a nonce and strict-dynamic, a nonce for styles', strict],
    ['C: B, and Trusted Types', trusted],
    [
      'D with our policy: C, and a list of the page’s policies and ours',
      () => `${trusted()}; trusted-types hostpolicy reachproof`,
    ],
    [
      'E with our policy: C, and a list of Lit’s and ours',
      () => `${trusted()}; trusted-types lit-html reachproof`,
    ],
    [
      'Trusted Types and our policy alone',
      () => `${scripts()}; require-trusted-types-for 'script'; trusted-types reachproof`,
    ],
    ['nothing but its server', () => `default-src 'none'; ${scripts()}`],
    [
      'nothing but its server, and no form that goes anywhere',
      () => `default-src 'none'; ${scripts()}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`,
    ],
    ['no styles at all', () => `${scripts()}; style-src 'none'`],
    [
      'nothing but its server, with Trusted Types',
      () => `default-src 'none'; ${scripts()}; require-trusted-types-for 'script'; trusted-types reachproof`,
    ],
  ])('%s, it is there, has its look, goes all the way, and violates nothing', async (_name, policy) => {
    put(policy())
    const visit = await hosts.visit('/')
    const { page, widget } = visit
    const button = widget.getByRole('button', { name: 'Continue with WhatsApp' })
    await see(button)
    expect(await page.getByText(fallback).isVisible()).toBe(false)
    const look = await button.evaluate(it => {
      const { backgroundColor, minHeight, borderRadius } = getComputedStyle(it)
      return { backgroundColor, minHeight, borderRadius }
    })
    expect(look).toEqual({ backgroundColor: 'rgb(11, 92, 173)', minHeight: '44px', borderRadius: '8px' })
    await hosts.confirm(widget)
    expect(await proofIn(widget)).toMatch(proofForm)
    expect(await visit.violations()).toEqual([])
    expect(visit.said).toEqual([])
  })
})

it('asks nothing else of a policy: no style, image, font, frame, worker, data or blob', async () => {
  hosts.put('/', {
    body: pageOf(`<form>${tag('required')}</form>`, { head: hosts.script() }),
    headers: {
      'content-security-policy-report-only': `default-src 'none'; ${scripts()}; require-trusted-types-for 'script'; trusted-types reachproof`,
    },
  })
  const visit = await hosts.visit('/')
  await hosts.confirm(visit.widget)
  await visit.widget.getByRole('button', { name: 'Change' }).click()
  await visit.widget.getByRole('button', { name: /^Email/ }).click()
  await visit.widget.getByRole('button', { name: 'Email me the code' }).click()
  await see(visit.widget.getByText('Type your email address.'))
  expect(await visit.violations()).toEqual([])
})

describe('a policy that is too strict', () => {
  /** What the browser itself writes is not ours. */
  const ownLines = (said: string[]) => said.filter(line => line.startsWith('reach-proof:'))
  const expected =
    /^(reach-proof:|.*(Content Security Policy|TrustedTypePolicy|TrustedHTML|Failed to load resource))/

  it.each<[string, () => string]>([
    ['default-src', () => `default-src 'none'; script-src ${hosts.urls.api}`],
    ['connect-src', () => `script-src ${hosts.urls.api}; connect-src 'self'`],
  ])(
    'that lets it ask nobody, by %s: the visitor is told little, the console the cure, once',
    async (_name, policy) => {
      put(policy())
      const visit = await hosts.visit('/', { expected })
      await see(visit.widget.getByText('Confirmation is not available on this page.'))
      await see(visit.page.getByText(fallback))
      expect(ownLines(visit.said)).toEqual([
        `reach-proof: add to the Content-Security-Policy of this page: script-src ${hosts.urls.api}; connect-src ${hosts.urls.api}`,
      ])
      expect((await visit.events()).filter(({ name }) => name === 'error')).toEqual([
        { name: 'error', detail: { code: 'network' } },
      ])
    },
  )

  it.each<[string, () => string]>([
    ['D: a list without ours', () => `${trusted()}; trusted-types hostpolicy`],
    ['E: a list with Lit’s only', () => `${trusted()}; trusted-types lit-html`],
    ['an empty list', () => `${trusted()}; trusted-types 'none'`],
  ])('%s: words without markup, an event, and the exact line', async (_name, policy) => {
    put(policy())
    const visit = await hosts.visit('/', { expected })
    const { page, widget } = visit
    await see(widget.getByText('Confirmation is not available on this page.'))
    await see(page.getByText(fallback))
    expect(ownLines(visit.said)).toEqual([
      'reach-proof: add to the Content-Security-Policy of this page: trusted-types reachproof',
    ])
    expect(await visit.events()).toEqual([{ name: 'error', detail: { code: 'csp_trusted_types' } }])
    expect(visit.asked('GET /v1/sites/{key}')).toBe(0)
    // The form is not sent without a proof all the same.
    expect(await page.evaluate(() => document.forms[0]!.checkValidity())).toBe(false)
  })

  it('that does not let the script itself come leaves the words between the tags', async () => {
    put(`script-src 'self'`)
    const visit = await hosts.visit('/', { expected })
    await see(visit.page.getByText(fallback))
    expect(await visit.violations()).toEqual([`script-src-elem ${hosts.urls.api}/w/v1/reach-proof.js`])
  })
})
