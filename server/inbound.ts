import type { InboundMessage, Inbox, Provider } from './channel.ts'
import type { Config } from './config.ts'
import type { Contact } from './contact.ts'
import type { Courier } from './delivery.ts'
import { isReachable } from './destination.ts'
import { actOn, isPaid, type NamedTake, takesFor, wrongKey } from './limits.ts'
import { type Log, told } from './log.ts'
import { makingOf } from './making.ts'
import { type Reply, renderReply, renderWhatsAppCode } from './message.ts'
import { messageFor } from './outgoing.ts'
import { revoke } from './proof-state.ts'
import { endedKey, referenceKey, senderKey } from './record-keys.ts'
import { type Decision, Duplicate, LimitReached, type Records } from './records.ts'
import { isRefusal, readReferences } from './reference.ts'
import type { Secrets } from './secrets.ts'
import { guesses, neutralAnswers, type SenderBudget, senderTake, smallTalk } from './sender-budgets.ts'
import { messageArrived } from './sending.ts'
import { cancel, isLive, numberHidden, type Rules, strangerWrote, type Verification } from './verification.ts'
import { phoneOfSender, sameWhatsApp } from './whatsapp-number.ts'

/** What to answer with, and the verification whose code goes out in a message of its own. */
interface Outcome {
  text: string | null
  /** In place of `text`, an answer of which a sender gets only so many. */
  neutral?: { key: Reply; about?: Verification }
  dispatch?: Verification
  /** The code is in the text. */
  answered?: Verification
}

/** How far a provider's clock may be behind ours. */
const clockDifferenceMs = 60_000

/** What becomes of a message that a person wrote to a business number. */
export function createMessages(options: {
  config: Config
  rules: Rules
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  courier: Courier
  log: Log
}): Pick<Inbox, 'message' | 'numberLost'> {
  const { config, rules, providers, records, secrets, courier, log } = options

  return {
    async message(message) {
      try {
        return await answer(message)
      } catch (error) {
        if (!(error instanceof LimitReached)) throw error
        return error.rule === guesses.rule ? null : neutral('whatsapp_later', message)
      }
    },

    async numberLost(provider, number) {
      await stopAll(provider, number, v => cancel(v))
    },
  }

  async function answer(message: InboundMessage): Promise<string | null> {
    const { from } = message
    if (from !== null && isRefusal(message.text)) return refused(message, from)

    const read = commandsAt(message.provider).map(command => readReferences(message.text, command))
    for (const reference of new Set(read.flatMap(one => [...one.references, ...one.unclear]))) {
      const [v] = await records.find(referenceKey(message.provider, reference))
      if (v && isLive(v)) return referenceArrived(v.id, message)
    }
    if (read.some(one => one.bareCommand) && from !== null) return bareWord(message, from)
    return read.some(one => one.references.length > 0) ? unknownReference(message) : chatter(message)
  }

  /** A live reference: the code goes back to the contact, and to nobody else. */
  async function referenceArrived(id: string, message: InboundMessage): Promise<string | null> {
    const { from } = message
    // With a channel of its own the provider sends the code in a message of its own.
    const answered = !providers.get(message.provider)!.channels.whatsapp
    try {
      const outcome = await records.change(id, (v, at): Decision<Outcome> => {
        // It ended between the look-up and now, or the message is older than what it asks for.
        if (!v || !isLive(v) || (message.sentAt ?? at) < v.createdAt - clockDifferenceMs)
          return { answer: { text: null, neutral: { key: 'whatsapp_help' } } }
        if (from === null)
          return { ...changed(v, numberHidden(v)), answer: { text: reply('whatsapp_other', message, v) } }
        const phone = phoneOfSender(from)
        if (!phone || (v.contact && !sameWhatsApp(v.contact.value, from))) {
          return {
            next: strangerWrote(v),
            // Without a number a stranger who insists is not told from a repeated delivery, and counts.
            once: message.numbered ? [markOf(message, id)] : [],
            answer: { text: reply('whatsapp_other', message, v) },
          }
        }
        const site = config.sites.get(v.site)!
        if (!isReachable(phone, 'whatsapp', site, isPaid(config, site, 'whatsapp')))
          return { answer: { text: null, neutral: { key: 'whatsapp_other', about: v } } }
        const known = { ...v, contact: { kind: 'phone', value: phone.value } } as const
        const making = makingOf(known, 'whatsapp', site, {
          providers,
          codeLength: config.code.length,
          secrets,
        })
        const next = messageArrived(v, phone.value, { answered, making }, rules, at)
        return {
          next,
          once: [markOf(message, id)],
          take: [
            ...takesFor(actOn(next, 'answer', config, null), config.limits),
            { ...takeOf(guesses, message), mode: 'ask' },
          ],
          // Whoever writes from the number has it: another's wrong guesses must not lock him out.
          clear: [wrongKey(next.contact as Contact)],
          answer: answered ? { text: codeMessage(next), answered: next } : { text: null, dispatch: next },
        }
      })
      if (outcome.answered) {
        const { provider } = message
        log.info({ event: 'sent', ...told(outcome.answered, secrets), channel: 'whatsapp', provider })
      }
      if (outcome.dispatch) courier.dispatch(outcome.dispatch, config.sites.get(outcome.dispatch.site)!)
      const said = outcome.neutral
      return said ? neutral(said.key, message, said.about) : outcome.text
    } catch (error) {
      if (error instanceof Duplicate) return repeated(id, message)
      throw error
    }
  }

  /** The same delivery again: the same answer again, and nothing else. */
  async function repeated(id: string, message: InboundMessage): Promise<string | null> {
    const v = await records.get(id)
    if (providers.get(message.provider)!.channels.whatsapp) return null
    const sent = v?.sends.some(send => send.channel === 'whatsapp')
    if (!v || !sent || !isLive(v) || !message.from || !sameWhatsApp(v.contact!.value, message.from)) {
      return reply('whatsapp_other', message, v)
    }
    return codeMessage(v)
  }

  /** The word alone: enough when it can only mean one verification. */
  async function bareWord(message: InboundMessage, from: string): Promise<string | null> {
    const found = await ofSender(senderKey(message.provider, from), from)
    const waiting = found.filter(v => v.declared && isLive(v))
    if (waiting.length === 1) return referenceArrived(waiting[0]!.id, message)
    if (waiting.length > 1) return neutral('whatsapp_use_link', message, waiting[0])
    return chatter(message)
  }

  /** "NO": what this sender has running is canceled, what he has verified is revoked. */
  async function refused(message: InboundMessage, from: string): Promise<string | null> {
    const stopped = await stopAll(message.provider, from, v => (v.proof ? revoke(v) : cancel(v)))
    for (const { id, site, state } of stopped) log.info({ event: 'refused', verification: id, site, state })
    if (stopped[0]) return reply('whatsapp_canceled', message, stopped[0])
    const [over] = await ofSender(endedKey(message.provider, from), from)
    return over ? neutral('whatsapp_canceled', message, over) : chatter(message)
  }

  /** All of it: a look-up finds a page, and what was stopped makes room for the next. */
  async function stopAll(
    provider: string,
    from: string,
    stop: (v: Verification) => Verification,
  ): Promise<Verification[]> {
    const stopped: Verification[] = []
    for (;;) {
      const before = stopped.length
      for (const { id } of await ofSender(senderKey(provider, from), from)) {
        const ended = await records.change(id, (v): Decision<Verification | undefined> => {
          const next = v && stop(v)
          return next === v ? { answer: undefined } : { next, answer: next }
        })
        if (ended) stopped.push(ended)
      }
      if (stopped.length === before) return stopped
    }
  }

  async function unknownReference(message: InboundMessage): Promise<string | null> {
    return answeredWithin(guesses, message)
  }

  async function chatter(message: InboundMessage): Promise<string | null> {
    return answeredWithin(smallTalk, message)
  }

  async function answeredWithin(budget: SenderBudget, message: InboundMessage): Promise<string | null> {
    try {
      await records.change(`inbound|${message.provider}`, () => ({
        take: [takeOf(budget, message)],
        // The same message delivered five times is one guess.
        once: [markOf(message, budget.rule)],
        answer: null,
      }))
    } catch (error) {
      if (error instanceof LimitReached || error instanceof Duplicate) return null
      throw error
    }
    return reply('whatsapp_help', message)
  }

  /** An answer that says no code, to who may go on writing for as long as he likes. */
  async function neutral(key: Reply, message: InboundMessage, v?: Verification): Promise<string | null> {
    try {
      const take = config.limits.off ? [] : [takeOf(neutralAnswers, message)]
      await records.change(`inbound|${message.provider}`, () => ({ take, answer: null }))
      return reply(key, message, v)
    } catch (error) {
      if (error instanceof LimitReached) return null
      throw error
    }
  }

  function takeOf(budget: SenderBudget, { provider, from }: InboundMessage): NamedTake {
    return senderTake(budget, provider, from)
  }

  async function ofSender(key: string, from: string): Promise<Verification[]> {
    const found = await records.find(key)
    return found.filter(v => v.contact && sameWhatsApp(v.contact.value, from))
  }

  /** The last code of WhatsApp, once more. */
  function codeMessage(v: Verification): string {
    const n = v.sends.findLastIndex(send => send.channel === 'whatsapp') + 1
    const site = config.sites.get(v.site)!
    return renderWhatsAppCode(messageFor(v, n, site, config.code.length, secrets), site.texts)
  }

  /** In the language of the verification or, where there is none, of the provider's first site. */
  function reply(key: Reply, message: InboundMessage, v?: Verification): string {
    const site = v ? config.sites.get(v.site) : sitesAt(message.provider)[0]
    return renderReply(key, v?.language ?? site?.language ?? 'en', site?.texts)
  }

  function sitesAt(provider: string) {
    return [...config.sites.values()].filter(site => site.channels.get('whatsapp')?.includes(provider))
  }

  function commandsAt(provider: string): string[] {
    return [...new Set(sitesAt(provider).map(site => site.command))]
  }

  /** @param subject what the message was taken for: a moment later the same word can mean another verification */
  function markOf(message: InboundMessage, subject: string) {
    return {
      key: `message|${message.provider}|${subject}|${message.fingerprint}`,
      ttlSeconds: message.repeatsWithinSeconds,
    }
  }

  function changed(v: Verification, next: Verification): Pick<Decision<never>, 'next'> {
    return next === v ? {} : { next }
  }
}
