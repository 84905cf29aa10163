/**
 * What a provider can do to a phone. The simulated providers know nothing else
 * of the demo: whatever implements this rings, shows messages and presses keys.
 */
export interface PhoneNetwork {
  /** A text message arrives. `from` is a number or a name, `to` E.164. */
  text(message: { from: string; to: string; text: string }): void
  /** A WhatsApp message from a business number arrives; both E.164. */
  chat(message: { from: string; to: string; text: string }): void
  /** A phone rings; both numbers E.164. */
  call(call: { from: string; to: string }): Call
}

/** One ringing or answered call, as the side that placed it sees it. */
export interface Call {
  /** How the ringing ends. `cancel`: declined on the phone. `no answer`: it rang out. */
  readonly answered: Promise<'answered' | 'busy' | 'cancel' | 'no answer'>
  /** Resolves when whoever picked up, or the caller, has hung up; also when nobody picked up. */
  readonly ended: Promise<void>
  /** Speaks; resolves when it has been said, or the call has ended. @param language BCP 47 */
  say(text: string, language: string): Promise<void>
  /** Plays a recording, which is shown by what is said in it. */
  play(name: string, words: string): Promise<void>
  /** The next key that is pressed from now on; null after `timeoutMs` without one, or when the call has ended. */
  key(timeoutMs: number): Promise<string | null>
  hangUp(): void
}
