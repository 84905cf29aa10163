import 'reachproof/svelte'
import type { SvelteHTMLElements } from 'svelte/elements'

// What Svelte's language tools look up for <reach-proof> in a component.
const attributes = (attributes: SvelteHTMLElements['reach-proof']) => attributes

export const everything = attributes({
  id: 'proof',
  class: 'wide',
  style: 'margin-block: 1em',
  title: 'Phone',
  lang: 'ar',
  'aria-label': 'Phone number',
  tabindex: 0,
  'data-test': 'proof',
  sitekey: 'site_example',
  'session-nonce': null,
  for: 'tel',
  to: '+33799999999',
  channels: 'whatsapp sms',
  country: 'FR',
  name: 'proof',
  required: true,
  disabled: false,
  theme: 'dark',
  action: 'signup',
  'hidden-input': true,
  webotp: 'off',
  debug: true,
  strings: { confirm: 'Go on' },
  verification: { id: '1', secret: 's' },
  onclick: event => event.currentTarget.reset(),
  'onreachproof-start': event => event.detail.channel === 'sms' && event.preventDefault(),
  'onreachproof-verified': event => event.detail.expiresAt.getTime() + event.currentTarget.value.length,
  'onreachproof-expired': event => event.currentTarget.focus(),
  'onreachproof-error': event => event.detail.retryAfterSeconds?.toFixed(),
  'onreachproof-statechange': event => event.detail.previous === 'idle',
})

// @ts-expect-error no site
attributes({ required: true })
// @ts-expect-error no such scheme
attributes({ sitekey: 's', theme: 'blue' })
// @ts-expect-error a word for what is yes or no
attributes({ sitekey: 's', required: 'yes' })
// @ts-expect-error no such attribute
attributes({ sitekey: 's', chanels: 'sms' })
// @ts-expect-error a verification has a secret
attributes({ sitekey: 's', verification: { id: '1' } })
// @ts-expect-error the contact is in no event
attributes({ sitekey: 's', 'onreachproof-verified': event => event.detail.contact })
