/** What TwiML is said in. @see https://www.twilio.com/docs/voice/twiml/say */
export interface Voice {
  /** BCP 47, as Twilio lists it. */
  language: string
  /** Twilio's name of a voice that speaks it. */
  voice: string
}

/** A `<Gather>` of one key. */
export interface AskForKey {
  /** Where the key is posted to, an empty one after `timeoutSeconds` too. */
  action: string
  timeoutSeconds: number
}

/** An answer to a message, or silence. */
export function messageTwiml(text: string | null): string {
  return response(text === null ? '' : element('Message', {}, escapeXml(text)))
}

/** Says something twice and waits for one key. */
export function askTwiml(text: string, voice: Voice, { action, timeoutSeconds }: AskForKey): string {
  // Without `finishOnKey=""` the key # would count as none.
  const gather = { input: 'dtmf', numDigits: '1', finishOnKey: '', timeout: String(timeoutSeconds) }
  return response(
    element(
      'Gather',
      { ...gather, method: 'POST', action, actionOnEmptyResult: 'true' },
      element('Say', { ...voice, loop: '2' }, escapeXml(text)),
    ) + element('Hangup'),
  )
}

/** Says something, after a moment in which the phone finds its way back to the ear, and hangs up. */
export function sayTwiml(text: string, voice: Voice): string {
  return response(
    element('Pause', { length: '1' }) + element('Say', { ...voice }, escapeXml(text)) + element('Hangup'),
  )
}

export function hangUpTwiml(): string {
  return response(element('Hangup'))
}

/** Text for an element or a quoted attribute. What XML 1.0 cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"'\r]/g, character => `&#${character.charCodeAt(0)};`)
}

function response(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${element('Response', {}, content)}`
}

function element(name: string, attributes: Readonly<Record<string, string>> = {}, content = ''): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return content ? `<${name}${written.join('')}>${content}</${name}>` : `<${name}${written.join('')}/>`
}
