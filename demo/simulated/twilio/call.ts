import { setTimeout as pause } from 'node:timers/promises'
import type { Call } from '../../network.ts'
import type { Element } from './xml.ts'

/** What a call is led with. */
export interface CallTools {
  call: Call
  /** Posts what was pressed; resolves to what to do next. */
  post(action: string, digits: string): Promise<Element | null>
  /** How long a second of TwiML is, in milliseconds. */
  secondMs: number
}

/** What was pressed in a `<Gather>`, and where to say so. */
interface Gathered {
  action: string
  digits: string
}

/**
 * Does what TwiML says, verb by verb, until it is over or somebody hangs up. Throws what `post` throws, and for a
 * verb that it does not know.
 */
export async function followTwiml(twiml: Element | null, tools: CallTools): Promise<void> {
  const { call } = tools
  let over = false
  void call.ended.then(() => {
    over = true
  })
  for (let next = twiml; next && !over; ) {
    const gathered = await doVerbs(next.children)
    next = gathered && !over ? await tools.post(gathered.action, gathered.digits) : null
  }

  /** Null when there is nothing more to do. */
  async function doVerbs(verbs: readonly Element[]): Promise<Gathered | null> {
    for (const verb of verbs) {
      if (over) return null
      switch (verb.name) {
        case 'Say':
        case 'Pause':
          await perform(verb, () => over)
          break
        case 'Gather': {
          const gathered = await gather(verb)
          if (gathered) return gathered
          break
        }
        case 'Hangup':
          return null
        default:
          throw new TypeError(`There is no verb <${verb.name}> here.`)
      }
    }
    return null
  }

  /** Listens while it speaks, and for a while longer. Null when nothing was pressed and nobody wants to know. */
  async function gather({ attributes, children }: Element): Promise<Gathered | null> {
    const { action = '', timeout = '5', numDigits = '', finishOnKey = '#' } = attributes
    const waitMs = Number(timeout) * tools.secondMs
    const limit = numDigits === '' ? Number.POSITIVE_INFINITY : Number(numDigits)
    const listening = new AbortController()
    let pressed = false
    const first = call.key(longestSpeechMs).then(key => {
      pressed = key !== null
      return key
    })
    const spoken = async (): Promise<null> => {
      for (const verb of children) await perform(verb, () => pressed || over)
      return pause(waitMs, null, { signal: listening.signal }).catch(() => null)
    }

    void call.ended.then(() => listening.abort())

    let digits = ''
    const silence = spoken()
    // After a key nobody waits for it.
    silence.catch(() => {})
    let key = await Promise.race([first.then(key => key ?? silence), silence])
    listening.abort()
    while (key !== null && key !== finishOnKey) {
      digits += key
      if (digits.length >= limit) break
      key = await call.key(waitMs)
    }
    return digits !== '' || attributes.actionOnEmptyResult === 'true' ? { action, digits } : null
  }

  async function perform({ name, attributes, text }: Element, stop: () => boolean): Promise<void> {
    if (name === 'Pause') {
      const ms = Number(attributes.length ?? '1') * tools.secondMs
      await Promise.race([pause(ms, undefined, { ref: false }), call.ended])
      return
    }
    if (name !== 'Say') throw new TypeError(`There is no <${name}> here.`)
    for (let left = Number(attributes.loop ?? '1'); left > 0 && !stop(); left--) {
      await call.say(text, attributes.language ?? 'en-US')
    }
  }
}

/** Nothing that is spoken before a key takes longer. */
const longestSpeechMs = 300_000
