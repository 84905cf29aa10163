import 'reachproof/react'
import type { ReachProof } from 'reachproof/widget'

// Everything that any element takes, and everything of its own.
export const everything = (
  <reach-proof
    key="1"
    ref={(element: ReachProof | null) => {
      element?.focus()
    }}
    id="proof"
    class="wide"
    className="wide"
    style={{ marginBlock: '1em' }}
    title="Phone"
    hidden={false}
    tabIndex={0}
    dir="rtl"
    lang="ar"
    aria-label="Phone number"
    data-test="proof"
    suppressHydrationWarning
    sitekey="site_example"
    session-nonce={null}
    for="tel"
    to="+33799999999"
    channels="whatsapp sms"
    country="FR"
    name="proof"
    required={true}
    disabled={false}
    theme="dark"
    action="signup"
    hidden-input
    webotp="off"
    debug
    strings={{ confirm: 'Go on' }}
    verification={{ id: '1', secret: 's' }}
    onClick={event => event.currentTarget.reset()}
    onInput={event => event.currentTarget.value.length}
    onInvalid={event => event.currentTarget.validationMessage.trim()}
    onreachproof-start={event => event.detail.channel === 'sms' && event.preventDefault()}
    onreachproof-verified={event => event.detail.expiresAt.getTime() + event.currentTarget.value.length}
    onreachproof-expired={event => event.currentTarget.focus()}
    onreachproof-error={event => event.detail.retryAfterSeconds?.toFixed()}
    onreachproof-statechange={event => event.detail.previous === 'idle'}
  >
    <h2 slot="label">Your phone</h2>
    <p>Please switch on JavaScript.</p>
  </reach-proof>
)

/** What a page may not have yet. */
export const maybe = (nonce: string | undefined) => <reach-proof sitekey="s" session-nonce={nonce} />

export const mistakes = [
  // @ts-expect-error no site
  <reach-proof key="1" required />,
  // @ts-expect-error no such scheme
  <reach-proof key="2" sitekey="s" theme="blue" />,
  // @ts-expect-error a word for what is yes or no
  <reach-proof key="3" sitekey="s" required="yes" />,
  // @ts-expect-error no such attribute
  <reach-proof key="4" sitekey="s" chanels="sms" />,
  // @ts-expect-error the attribute is session-nonce: what a server renders has no properties
  <reach-proof key="5" sitekey="s" sessionNonce="n" />,
  // @ts-expect-error a verification has a secret
  <reach-proof key="6" sitekey="s" verification={{ id: '1' }} />,
  // @ts-expect-error no such text
  <reach-proof key="7" sitekey="s" strings={{ confrm: 'Go on' }} />,
  // @ts-expect-error the contact is in no event
  <reach-proof key="8" sitekey="s" onreachproof-verified={event => event.detail.contact} />,
  // @ts-expect-error no such state
  <reach-proof key="9" sitekey="s" onreachproof-statechange={event => event.detail.state === 'done'} />,
  // @ts-expect-error another element
  <reach-prove key="10" sitekey="s" />,
]
