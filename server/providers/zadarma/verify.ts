import type { ChannelId } from '../../api.ts'
import { type Channel, DeliveryError, type Message } from '../../channel.ts'
import { succeeded, type ZadarmaAnswer, type ZadarmaApi } from './api.ts'
import { zadarmaError } from './errors.ts'
import type { ZadarmaSettings } from './settings.ts'
import type { Params } from './signature.ts'

/** The channels of `POST /v1/verify/`. */
export const zadarmaChannels = ['sms', 'call_code', 'call_button', 'email'] as const
export type ZadarmaChannelId = (typeof zadarmaChannels)[number]

/** What the settings lack for a channel: what to write there. Undefined when nothing is missing. */
export function missingFor(
  settings: ZadarmaSettings,
  channel: ChannelId,
  hasHook: boolean,
): string | undefined {
  const calls = channel === 'call_code' || channel === 'call_button'
  if (calls && !settings.from) {
    return 'A call comes from a number. Write your number at Zadarma as "from" of the provider, such as "+33170000000".'
  }
  if (channel !== 'call_button') return undefined
  if (!settings.sounds) {
    return 'This call plays three recordings. Write their ids as "sounds" of the provider: { "greeting": …, "button1": …, "fallback": … }.'
  }
  if (hasHook) return undefined
  return 'Which key was pressed is told to the hook. Write a "hookToken" in the provider, such as "openssl rand -hex 16" prints.'
}

/** Every channel that the settings are complete for. */
export function createChannels(
  settings: ZadarmaSettings,
  hasHook: boolean,
  api: ZadarmaApi,
): Partial<Record<ChannelId, Channel>> {
  const complete = zadarmaChannels.filter(id => !missingFor(settings, id, hasHook))
  return Object.fromEntries(complete.map(id => [id, createChannel(id, settings, api)]))
}

function createChannel(id: ZadarmaChannelId, settings: ZadarmaSettings, api: ZadarmaApi): Channel {
  const theirs = settings.codes === 'zadarma' && id !== 'call_button'
  return {
    id,
    sender: senderOf(id, settings),
    // Zadarma reads a code as an integer: a zero in front could be lost on its way.
    ...(settings.codes === 'ours' && id !== 'call_button' && { integerCodes: true }),
    async deliver(message, signal) {
      const answer = await api.send(settings.paths.verify, paramsOf(id, message, settings), signal)
      if (!succeeded(answer)) throw zadarmaError(answer)
      const receipt = id === 'call_button' ? null : requestIdOf(answer)
      if (theirs && receipt === null) {
        // A code may well be out, but nobody could check it: it must not go out once more elsewhere.
        throw new DeliveryError(
          'rejected',
          'Zadarma took it without a request_id, so its code cannot be checked',
          {
            unsent: false,
          },
        )
      }
      return { id: receipt }
    },
    ...(theirs && {
      async checkCode(receipt: string, typed: string, signal: AbortSignal) {
        const params = { request_id: receipt, code: typed }
        const answer = await api.call({ method: 'POST', path: settings.paths.check, params }, signal)
        if (succeeded(answer)) return true
        if (isWrongCode(answer)) return false
        throw zadarmaError(answer)
      },
    }),
  }
}

function senderOf(id: ZadarmaChannelId, { from, callerId, emailFrom }: ZadarmaSettings): string | null {
  if (id === 'sms') return callerId ?? 'Teamsale'
  if (id === 'email') return emailFrom ?? null
  return from ?? null
}

function paramsOf(id: ZadarmaChannelId, message: Message, settings: ZadarmaSettings): Params {
  const { from, sounds, plus } = settings
  const start = { channel: id, to: plus || id === 'email' ? message.to : message.to.replace(/^\+/, '') }
  const language = languageOf(message.language)
  const said = { ...(language && { language }) }
  const code = { ...(settings.codes === 'ours' && { code: message.code }) }
  switch (id) {
    case 'sms':
      return {
        ...start,
        ...said,
        ...(settings.templateId !== undefined && { template_id: settings.templateId }),
        ...code,
        ...(settings.callerId && { caller_id: settings.callerId }),
      }
    case 'call_code':
      return { ...start, from: from!, ...said, ...code }
    case 'call_button':
      return {
        ...start,
        from: from!,
        greeting_sound_id: sounds!.greeting,
        button_1_sound_id: sounds!.button1,
        fallback_sound_id: sounds!.fallback,
      }
    case 'email':
      return {
        ...start,
        ...(settings.emailFrom && { from: settings.emailFrom }),
        ...said,
        ...code,
        ...(settings.emailSubject && { email_subject: settings.emailSubject }),
        ...(settings.emailBody && { email_body: settings.emailBody }),
      }
  }
}

/** Language subtag → what Zadarma calls it, of the seven that it speaks. */
const languages = new Map([
  ['en', 'en'],
  ['es', 'es'],
  ['de', 'de'],
  ['pl', 'pl'],
  ['ru', 'ru'],
  ['uk', 'ua'],
  ['fr', 'fr'],
])

function languageOf(tag: string): string | undefined {
  return languages.get(tag.toLowerCase().split(/[-_]/, 1)[0]!)
}

function requestIdOf({ body }: ZadarmaAnswer): string | null {
  const id = body?.request_id
  const text = typeof id === 'string' || typeof id === 'number' ? String(id).trim() : ''
  return text !== '' && text.length <= 256 ? text : null
}

/** Both come as errors with HTTP 200. An id is forgotten after 10 minutes, and its code is wrong from then on. */
const wrongCode = ['invalid verification code', 'no such request id']

function isWrongCode({ body }: ZadarmaAnswer): boolean {
  const message = typeof body?.message === 'string' ? body.message.trim().toLowerCase() : ''
  return body?.status === 'error' && wrongCode.includes(message)
}
