import { html, LitElement, type PropertyValues } from 'lit'
import type { WidgetTexts } from '../server/api.ts'
import type { Problem, Session } from './client.ts'
import { complain } from './complain.ts'
import {
  beginForPage,
  connect,
  createController,
  disconnect,
  fieldChanged,
  reset,
  submitted,
  validationMessage,
} from './controller.ts'
import { type Details, emit, type Verified } from './events.ts'
import { takeOver } from './flow.ts'
import { createFocus } from './focus.ts'
import { createFormValue } from './form-value.ts'
import type { Host, WidgetState } from './host.ts'
import { languageOf } from './language-of.ts'
import { keepTyping } from './own-typing.ts'
import { detail, renew } from './proof.ts'
import { styles } from './reach-proof.styles.ts'
import { ownServer } from './script-address.ts'
import { configure, isOther, load } from './set-up.ts'
import { builtIn } from './texts.ts'
import { draw } from './views/index.ts'

declare const __VERSION__: string

/** React 18 writes `"false"` for a boolean that is not set. */
const flag = {
  fromAttribute: (value: string | null) => value !== null && value !== 'false',
  toAttribute: (value: unknown) => (value ? '' : null),
}

/** What `verify` is told. */
export interface VerifyOptions {
  channel?: Verified['channel']
  /** For that channel, in place of what the page or the visitor gives: E.164, national with `country`, or an email address. */
  to?: string
  signal?: AbortSignal
}

/**
 * Lets a visitor prove that they can be reached at a phone number or an email address. Behaves like an
 * `<input required>` whose value is the proof.
 *
 * @event reachproof-start - Before a tap of the visitor's starts anything. Cancelable: the site's own check first
 * @event reachproof-verified - The contact is confirmed and there is a proof; not again when the proof is renewed
 * @event reachproof-expired - The proof has run out for good: the visitor has to confirm again
 * @event reachproof-error - Something went wrong, which the visitor is told already. The code is one of the API, `network`, `unsupported_browser` or `csp_trusted_types`
 * @event reachproof-statechange - `state` is another one
 * @event input - `value` changed: a proof, a fresh one, or none any more
 * @event change - As `input`; like every `change` it stays inside a shadow root around the element
 * @event invalid - A form was to be sent without a proof
 *
 * @slot - Shown until the element is defined, and when it cannot work
 * @slot label - The heading, with markup of your own
 * @slot consent - A line above the button that sends something
 * @slot success - In place of the words *… confirmed*
 * @slot footer - Below everything
 * @slot code - An `<input>` of your own for the code
 *
 * @csspart base - Around everything
 * @csspart label - Headings and labels
 * @csspart hint - The line below a field
 * @csspart error - What went wrong
 * @csspart status - What is going on
 * @csspart channel - A row that chooses a channel
 * @csspart input - The field of the number or the address
 * @csspart select - The country
 * @csspart code - The field of the code
 * @csspart button - Every button
 * @csspart button-primary - The filled button, also a `button`
 * @csspart link - Buttons and links that look like links
 * @csspart qr - The QR code
 * @csspart timer - A countdown
 * @csspart result - *Confirmed*
 *
 * @cssproperty [--reachproof-font=inherit] - `font` shorthand; the page's by default
 * @cssproperty --reachproof-color - Text
 * @cssproperty --reachproof-muted-color - Hints and status
 * @cssproperty --reachproof-control-background - Behind fields and quiet buttons
 * @cssproperty --reachproof-border-color - Around fields and quiet buttons
 * @cssproperty --reachproof-radius - Their corners
 * @cssproperty --reachproof-control-height - The least height of fields and buttons
 * @cssproperty --reachproof-space - The one unit of distance
 * @cssproperty [--reachproof-max-width=26em] - Width; without it a QR code with its steps takes up to 40em
 * @cssproperty --reachproof-min-height - Reserves the place, so that the page below does not jump
 * @cssproperty --reachproof-accent-color - The filled button, links, the focus
 * @cssproperty --reachproof-on-accent-color - Words on the filled button
 * @cssproperty --reachproof-error-color - What went wrong
 * @cssproperty --reachproof-success-color - What is done
 * @cssproperty [--reachproof-focus-ring=2px solid, in the accent colour] - `outline` shorthand
 */
export class ReachProof extends LitElement implements Host {
  /** A form control: browsers then call what the form does. */
  static formAssociated = true
  /** The package's version. A second script of another version is not used, and says so. */
  static version = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0'

  static override styles = styles

  static override properties = {
    sitekey: {},
    sessionNonce: { attribute: 'session-nonce' },
    endpoint: {},
    htmlFor: { attribute: 'for' },
    to: {},
    channels: {},
    country: {},
    name: {},
    required: { converter: flag, reflect: true },
    disabled: { converter: flag, noAccessor: true },
    /**
     * The widget's language.
     *
     * @default that of the nearest element with `lang`, else the visitor's
     */
    lang: { reflect: true },
    action: {},
    theme: { reflect: true },
    hiddenInput: { attribute: 'hidden-input', converter: flag },
    webotp: {},
    debug: { converter: flag },
    strings: { attribute: false },
    verification: { attribute: false },
  }

  /** Which site of the server this page belongs to: its `key` in the configuration. Required. */
  declare sitekey: string
  /**
   * Goes into the proof as `nonce`: a value of the site's backend for this visitor, 16 to 128 characters of `A-Z`,
   * `a-z`, `0-9`, `-` and `_`. Not `nonce`, which a browser blanks.
   */
  declare sessionNonce: string | null
  /**
   * Address of the server.
   *
   * @default where the script came from
   */
  declare endpoint: string
  /** Id of the page's own field that holds the number or the address. */
  declare htmlFor: string | null
  /** The contact, when the page knows it already: E.164 or an email address. The visitor cannot change it. */
  declare to: string | null
  /**
   * Channels to offer, in order, separated by spaces, of `whatsapp`, `sms`, `call_code`, `call_button`, `email`.
   *
   * @default all of the site
   */
  declare channels: string | null
  /**
   * ISO code of the country that national numbers belong to.
   *
   * @default the site's, else the visitor's
   */
  declare country: string | null
  /**
   * Name of the form field.
   *
   * @default `reachproof-response`
   */
  declare name: string
  /** The form cannot be sent without a proof. */
  declare required: boolean
  /** A label that goes into the proof as `rp_action`: 1 to 64 characters, as in `session-nonce`. */
  declare action: string | null
  /**
   * The colours: `light`, `dark`, or `auto`, the `color-scheme` of the page.
   *
   * @type {'auto' | 'light' | 'dark' | null}
   * @default `auto`
   */
  declare theme: string | null
  /** Puts the proof into a hidden `<input>` instead of the form value, for scripts that read only those. */
  declare hiddenInput: boolean
  /**
   * Reads the code from the text message, where the browser can: `off` for a page that does so itself.
   *
   * @type {'on' | 'off' | null}
   * @default `on`
   */
  declare webotp: string | null
  /** Says on the console what goes on. */
  declare debug: boolean
  /** Words of your own, by key, in place of those of the language. */
  declare strings: Partial<WidgetTexts> | null
  /** A verification that the site's backend has begun: the `id` and `secret` that it was answered. */
  declare verification: Session | null

  /**
   * Registers the element; a second time, and on a server, it does nothing. The script does it by itself.
   * A browser that cannot put it into a form keeps showing what stands between the tags.
   */
  static define(tag = 'reach-proof', registry: CustomElementRegistry = customElements): void {
    // A component's module may be run on a server too.
    if (!globalThis.document) return
    const known = registry.get(tag) as typeof ReachProof | undefined
    if (known) {
      if (known.version !== ReachProof.version)
        console.warn(`reach-proof: ${known.version} is there already, ${ReachProof.version} is not used`)
    } else if ('attachInternals' in HTMLElement.prototype) registry.define(tag, ReachProof)
    else
      for (const element of document.querySelectorAll(tag))
        emit(element, 'reachproof-error', { code: 'unsupported_browser' })
  }

  #internals = this.attachInternals()
  #w = createController(this)
  #focus = createFocus(this)
  #formValue = createFormValue(this, this.#internals, this.#focus)
  #custom = ''
  #form: AbortController | undefined
  #broken = false
  #rejects: ((reason: unknown) => void)[] = []
  #whenLoaded: (() => void) | undefined

  constructor() {
    super()
    // Vue takes what is no boolean yet for a text, and would write `required` as `''`.
    this.required = this.hiddenInput = this.debug = false
    // A click on the page's `<label>` for this element.
    this.addEventListener('click', e => {
      if (e.composedPath()[0] === this) this.focus()
    })
  }

  // --- what the page reads and calls ---

  /** The proof, or `''`: what the form sends. */
  get value(): string {
    return this.#w.proof
  }
  /** What goes on; also a custom state, for `reach-proof:state(verified)`. */
  get state(): WidgetState {
    return this.#w.state
  }
  /** When this proof ends. While the page is seen it is renewed before. */
  get expiresAt(): Date | null {
    return this.value ? detail(this.#w).expiresAt : null
  }
  /** The last thing that went wrong, until something goes right. */
  get error(): Problem | null {
    return this.#w.error
  }
  /** The contact, with most of it hidden. */
  get maskedTo(): string | null {
    return this.#w.saved.masked ?? null
  }
  /** Always `reach-proof`, for scripts that go through `form.elements`. */
  get type(): string {
    return 'reach-proof'
  }
  /** Nothing can be pressed, and the form goes without it. A `<fieldset disabled>` does the same. */
  get disabled(): boolean {
    return this.hasAttribute('disabled')
  }
  set disabled(disabled: boolean) {
    this.toggleAttribute('disabled', disabled)
  }

  /**
   * Begins with `channel`, where the contact is known or none is needed; without one focuses what the visitor
   * chooses from. Something may be sent: call it from a button whose words say so.
   *
   * @returns when the contact is verified; rejects on `reset()`, an abort, or when the widget cannot work here
   */
  verify({ channel, to, signal }: VerifyOptions = {}): Promise<Verified> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      signal?.addEventListener('abort', () => reject(signal.reason))
      this.addEventListener('reachproof-verified', e => resolve(e.detail), { once: true })
      this.#rejects.push(reject)
      this.#whenLoaded = () => {
        if (this.value) resolve(detail(this.#w))
        else if (signal?.aborted) return
        else if (!channel) this.focus()
        else if (this.#w.channels.includes(channel)) beginForPage(this.#w, channel, to)
        else reject({ code: 'channel_not_allowed' } satisfies Problem)
      }
      this.#loaded()
    })
  }

  /** A fresh proof for the same contact, after one was used up; nothing is sent. Rejects with the problem. */
  async refresh(): Promise<Verified> {
    await renew(this.#w)
    return detail(this.#w)
  }

  /** Back to the beginning; a running verification is cancelled. */
  reset(): void {
    reset(this.#w)
    this.#reject(new DOMException('reset', 'AbortError'))
  }

  /** Focuses the first control. */
  override focus(options?: FocusOptions): void {
    this.#focus.anchor()?.focus(options)
  }
  /** A reason of your own why the form cannot be sent yet; `''` takes it back. */
  setCustomValidity(text: string): void {
    this.#custom = text
    this.#validate()
  }

  // --- as on every form control ---

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#internals.form
  }
  /** The `<label>` elements for it. */
  get labels(): NodeList {
    return this.#internals.labels
  }
  /** `valueMissing` where a proof is required, `customError` after `setCustomValidity`. */
  get validity(): ValidityState {
    return this.#internals.validity
  }
  /** What a browser shows beside it when the form is sent too early. */
  get validationMessage(): string {
    return this.#internals.validationMessage
  }
  /** Whether the form asks it at all: not while it is disabled. */
  get willValidate(): boolean {
    return this.#internals.willValidate
  }
  /** Whether the form can be sent. */
  checkValidity(): boolean {
    return this.#internals.checkValidity()
  }
  /** Whether the form can be sent; if not, the visitor is told why. */
  reportValidity(): boolean {
    return this.#internals.reportValidity()
  }

  // --- what the form calls ---

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.#form?.abort()
    this.#form = new AbortController()
    form?.addEventListener('submit', () => submitted(this.#w), this.#form)
    form?.addEventListener('focusin', e => this.#w.wake(e), this.#form)
  }
  formResetCallback(): void {
    reset(this.#w, true)
  }
  formDisabledCallback(): void {
    // Kept here and not on the host: reflected, the element would stay disabled after its fieldset. Asked for, not
    // told: WebKit tells what was, when the attribute goes while the element is upgraded.
    this.#w.disabled = this.matches(':disabled')
    this.#formValue.set()
    this.requestUpdate()
  }
  /** A browser puts the old value back after navigation; its proof may be used or over. */
  formStateRestoreCallback(): void {
    this.#formValue.set()
  }

  // --- what the controller asks for ---

  language(): string {
    return languageOf(this)
  }
  field(): HTMLInputElement | null {
    return (this.getRootNode() as Document).getElementById?.(this.htmlFor!) as HTMLInputElement | null
  }
  moveFocus(): void {
    this.#focus.want()
  }
  selectCode(): void {
    this.#focus.want(true)
  }
  announce(text: string, assertive = false): void {
    const region = this.#focus.find(assertive ? '[role=alert].spoken' : '[role=status].spoken')
    if (region) region.textContent = text
  }
  emit(name: 'start' | 'verified' | 'expired' | 'error', detail: object): boolean {
    this.#log(name, detail)
    return emit(this, `reachproof-${name}`, detail as Details['reachproof-start'])
  }
  valueChanged(byPage: boolean): void {
    this.#formValue.set()
    this.#validate()
    if (byPage) return
    this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    this.dispatchEvent(new Event('change', { bubbles: true }))
  }
  stateChanged(state: WidgetState, previous: WidgetState, byPage: boolean): void {
    try {
      this.#internals.states.delete(previous)
      this.#internals.states.add(state)
    } catch {
      // Chrome before 125 takes only names with `--`; styling by state is then not there.
    }
    this.#log(state, previous)
    if (!byPage) emit(this, 'reachproof-statechange', { state, previous })
    this.#loaded()
  }

  // --- the life of the element ---

  override connectedCallback(): void {
    super.connectedCallback()
    connect(this.#w)
    this.getRootNode().addEventListener(
      'input',
      e => {
        const { id, value } = e.target as HTMLInputElement
        if (this.htmlFor && id === this.htmlFor) fieldChanged(this.#w, value)
      },
      this.#w.here,
    )
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback()
    disconnect(this.#w)
  }
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot()
    keepTyping(this, root)
    return root
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const has = (...names: (keyof ReachProof)[]) => names.some(name => changed.has(name))
    this.#focus.beforeDrawing()
    this.endpoint = (this.endpoint || ownServer()).replace(/\/+$/, '')
    this.name ||= 'reachproof-response'
    const w = this.#w
    const nonce = has('sessionNonce')
    const anew = has('sitekey', 'endpoint', 'name') || (nonce && w.screen === 'unavailable')
    if (anew || has('lang'))
      // Not before the first drawing, which a policy may refuse, and the attribute of a new language.
      this.updateComplete.then(() => {
        if (!this.#broken) load(w, anew)
      })
    else {
      if (has('htmlFor', 'to', 'channels', 'country', 'strings')) configure(w)
      if (isOther(w, w.saved)) this.reset()
      else if (nonce && this.value) renew(w).catch(() => {})
    }
    // A framework may make a new object of the same for every drawing.
    const { verification } = this
    if (
      this.hasUpdated &&
      has('verification') &&
      verification &&
      verification.id !== changed.get('verification')?.id
    )
      takeOver(w, verification)
    if (has('name', 'hiddenInput')) this.#formValue.set()
  }

  protected override update(changed: PropertyValues): void {
    if (this.#broken) return
    try {
      super.update(changed)
    } catch (problem) {
      if (this.hasUpdated) throw problem
      this.#fallBack()
    }
  }

  protected override render(): unknown {
    return html`${draw(this.#w, this.#w.on)}<div class="spoken" role="status"></div><div class="spoken" role="alert"></div>`
  }

  protected override updated(): void {
    this.#validate()
    const { code, busy } = this.#w
    const lent = this.querySelector<HTMLInputElement>('[slot=code]')
    if (lent) {
      if (lent.value !== code) lent.value = code
      lent.readOnly = busy === 'check'
    }
    this.#focus.drawn(lent)
  }

  // --- inside ---

  #validate(): void {
    this.#formValue.validate(this.#custom, () => validationMessage(this.#w))
  }

  /** Whoever waits for `verify` waits no longer. */
  #reject(reason: unknown): void {
    this.#whenLoaded = undefined
    for (const reject of this.#rejects.splice(0)) reject(reason)
  }

  #loaded(): void {
    if (this.state === 'loading') return
    const job = this.#whenLoaded
    this.#whenLoaded = undefined
    if (this.#w.screen === 'unavailable') this.#reject(this.error)
    else job?.()
  }

  /** Trusted Types refused Lit's markup: the words, then, without any. */
  #fallBack(): void {
    this.#broken = true
    const words = document.createElement('p')
    words.textContent = builtIn.not_available
    this.renderRoot.replaceChildren(words, document.createElement('slot'))
    complain('add to the Content-Security-Policy of this page: trusted-types reachproof')
    emit(this, 'reachproof-error', { code: 'csp_trusted_types' })
  }

  #log(...what: unknown[]): void {
    if (this.debug) console.debug('reach-proof', ...what)
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'reach-proof': ReachProof
  }
}
