import 'reachproof/vue'
import type { Details } from 'reachproof/widget'
import type { GlobalComponents } from 'vue'

// What Vue's language tools look up for <reach-proof> in a template.
type Widget = InstanceType<GlobalComponents['reach-proof']>
const props = (props: Widget['$props']) => props

export const everything = props({
  key: 1,
  ref: 'widget',
  id: 'proof',
  class: ['wide', { dark: true }],
  style: { marginBlock: '1em' },
  title: 'Phone',
  lang: 'ar',
  'aria-label': 'Phone number',
  tabindex: 0,
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
  onClick: () => {},
  onReachproofStart: event => event.detail.channel === 'sms' && event.preventDefault(),
  onReachproofVerified: event => event.detail.expiresAt.getTime() + event.currentTarget.value.length,
  onReachproofExpired: event => event.currentTarget.focus(),
  onReachproofError: event => event.detail.retryAfterSeconds?.toFixed(),
  onReachproofStatechange: event => event.detail.previous === 'idle',
})

export function emitted(emit: Widget['$emit'], event: CustomEvent<Details['reachproof-verified']>) {
  emit('reachproof-verified', event as never)
  // @ts-expect-error no such event
  emit('reachproof-done', event as never)
}

export const used = (widget: Widget) => widget.verify({ channel: 'sms', to: '+33799999999' })

// @ts-expect-error no site
props({ required: true })
// @ts-expect-error no such scheme
props({ sitekey: 's', theme: 'blue' })
// @ts-expect-error a word for what is yes or no
props({ sitekey: 's', required: 'yes' })
// @ts-expect-error no such attribute
props({ sitekey: 's', chanels: 'sms' })
// @ts-expect-error a verification has a secret
props({ sitekey: 's', verification: { id: '1' } })
// @ts-expect-error the contact is in no event
props({ sitekey: 's', onReachproofVerified: event => event.detail.contact })
