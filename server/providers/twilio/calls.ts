import { createHmac } from 'node:crypto'
import type { HookAnswer, Inbox, Message } from '../../channel.ts'
import { renderSpoken } from '../../message.ts'
import { equalStrings } from '../../secrets.ts'
import { askTwiml, hangUpTwiml, sayTwiml } from './twiml.ts'
import { speechFor, type Voices } from './voices.ts'

/** Which send a call is for; it stands in the addresses that Twilio posts to, which it signs. */
export interface CallRef {
  verificationId: string
  send: number
}

/** What is said in a call, and what becomes of the keys that are pressed. */
export interface TwilioCalls {
  /** The TwiML that a call begins with. There is never a code in it: Twilio keeps it, and a mailbox records it. */
  opening(channel: 'call_code' | 'call_button', message: Message): string
  /** A key, or none, after "to hear your code". */
  keyPressed(call: CallRef, press: Press, inbox: Inbox): Promise<string>
  /** A key, or none, after "press 1". */
  buttonPressed(call: CallRef, press: Press, inbox: Inbox): Promise<string>
  /** The call is over. */
  ended(call: CallRef, end: { status: string; callSid: string }, inbox: Inbox): Promise<void>
}

/** What Twilio tells of a `<Gather>`. */
export interface Press {
  /** Empty when nothing was pressed. */
  digits: string
  /** Which time the call asks, from 1 on. */
  round: number
  callSid: string
}

const timeoutSeconds = 7
/** Only who pressed nothing is asked again: a wrong key ends the call, so that guessing passes once in ten. */
const rounds = 2

/**
 * Calls through `<Gather>`. A code is only spoken after a key that the voice names: a mailbox presses none, so
 * it never hears a code. Twilio's answering machine detection is not used: it keeps people waiting in silence for
 * seconds, takes some of them for machines, costs money, and has nothing left to protect here.
 */
export function createTwilioCalls(options: {
  provider: string
  authToken: string
  hookUrl: string
  voices: Voices | undefined
}): TwilioCalls {
  const { provider, authToken, hookUrl, voices } = options

  return {
    opening(channel, message) {
      const call = { verificationId: message.verificationId, send: message.send }
      return channel === 'call_code' ? askForKey(call, message, 1) : askForButton(call, message)
    },

    async keyPressed(call, { digits, round, callSid }, inbox) {
      const message = await inbox.messageOf(provider, call)
      if (digits === '' && round >= rounds) {
        await inbox.callEnded({ provider, call, end: 'not_answered', startedAt: null, marks: [callSid] })
      }
      if (!message?.code) return hangUpTwiml()
      if (digits === '') return round < rounds ? askForKey(call, message, round + 1) : hangUpTwiml()
      return say(equalStrings(digits, keyOf(call)) ? 'call_code' : 'call_declined', message)
    },

    async buttonPressed(call, { digits, callSid }, inbox) {
      // Asked first: nothing is said of a verification that is over.
      const message = await inbox.messageOf(provider, call)
      const pressed = digits === '1'
      const end = pressed ? 'pressed' : 'declined'
      const first = await inbox.callEnded({ provider, call, end, startedAt: null, marks: [callSid] })
      if (!message) return hangUpTwiml()
      return say(pressed && first ? 'call_thanks' : 'call_declined', message)
    },

    async ended(call, { status, callSid }, inbox) {
      const end = ends.get(status)
      if (end) await inbox.callEnded({ provider, call, end, startedAt: null, marks: [callSid] })
    },
  }

  function askForKey(call: CallRef, message: Message, round: number): string {
    const { language, voice } = speechFor(message.language, voices)
    const text = renderSpoken('call_key', { ...message, language, key: keyOf(call) }, message.texts)
    const again = round > 1 ? `&t=${round}` : ''
    return askTwiml(text, voice, { action: addressOf('key', call) + again, timeoutSeconds })
  }

  function askForButton(call: CallRef, message: Message): string {
    const { language, voice } = speechFor(message.language, voices)
    const text = renderSpoken('call_button', { ...message, language }, message.texts)
    return askTwiml(text, voice, { action: addressOf('press', call), timeoutSeconds })
  }

  function say(sentence: 'call_code' | 'call_thanks' | 'call_declined', message: Message): string {
    const { language, voice } = speechFor(message.language, voices)
    return sayTwiml(renderSpoken(sentence, { ...message, language }, message.texts), voice)
  }

  /** 0 to 9, the same whenever it is asked for, so nothing has to be stored. */
  function keyOf({ verificationId, send }: CallRef): string {
    const mac = createHmac('sha256', authToken).update(`call key|${verificationId}|${send}`).digest()
    return String(mac.readUIntBE(0, 6) % 10)
  }

  function addressOf(part: string, call: CallRef): string {
    return callAddress(hookUrl, part, call)
  }
}

/** Where Twilio tells of a call. */
export function callAddress(hookUrl: string, part: string, { verificationId, send }: CallRef): string {
  return `${hookUrl}/${part}?${new URLSearchParams({ v: verificationId, n: String(send) })}`
}

/**
 * `completed` of a call whose key was pressed comes too late to matter: the first end decides. Otherwise somebody
 * picked up and hung up.
 */
const ends: ReadonlyMap<string, 'declined' | 'not_answered' | 'failed'> = new Map([
  ['completed', 'declined'],
  ['busy', 'not_answered'],
  ['no-answer', 'not_answered'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

/** TwiML as a webhook's answer. */
export function twimlAnswer(body: string): HookAnswer {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body }
}
