import { randomBytes } from 'node:crypto'
import { parsePhoneNumber } from 'libphonenumber-js/max'
import type { PhoneNetwork } from '../../network.ts'
import type { Scenario } from './scenarios.ts'
import { notificationSignature } from './signature.ts'
import { wordsFor } from './words.ts'

/** A recording of the account; the phone shows what is said in it. */
export interface Recording {
  name: string
  words: string
}

/** What the calls of the simulated Zadarma are made with. */
export interface CallTools {
  account: {
    secret: string
    notificationUrl: string
    /** E.164. */
    callerNumber: string
    /** IANA's name: `call_start` is told in it. */
    timeZone: string
  }
  network: PhoneNetwork
  /** How long it waits for a key once the greeting is over, in milliseconds. */
  keyMs: number
  /** How much later a late notification comes, in milliseconds. */
  lateMs: number
  now(): number
  wait(ms: number): Promise<void>
  /** Ends every wait and request. */
  signal: AbortSignal
}

/** What a call came to, as its notification says it. */
interface Outcome {
  disposition: 'answered' | 'busy' | 'cancel' | 'no answer'
  /** Empty when none was pressed. */
  key: string
  answeredAt: number | null
}

/** How long it rings where no phone does. */
const ringMs = 2000

/** Calls and says the code twice. */
export async function callWithCode(
  to: string,
  code: string,
  language: string | undefined,
  scenario: Scenario,
  { account, network }: CallTools,
): Promise<void> {
  // Nobody hears it: a mailbox, or nobody at all.
  if (scenario === 'busy' || scenario === 'machine') return
  const { tag, spoken } = wordsFor(code, language)
  const call = network.call({ from: account.callerNumber, to })
  if ((await call.answered) !== 'answered') return
  await call.say(spoken, tag)
  await call.say(spoken, tag)
  call.hangUp()
}

/** Calls, asks for the key 1 and posts what came of it. */
export async function callWithButton(
  to: string,
  sounds: { greeting: Recording; button1: Recording; fallback: Recording },
  scenario: Scenario,
  tools: CallTools,
): Promise<void> {
  const startedAt = tools.now()
  const id = `out_${randomBytes(20).toString('hex')}`
  const start = outStart(id, to, startedAt, tools)
  if (scenario !== 'out_of_order') await post(start, tools)

  const outcome = await outcomeOf(to, sounds, scenario, tools)
  if (scenario === 'late') await tools.wait(tools.lateMs)
  for (const notification of results(id, to, startedAt, outcome, scenario, tools))
    await post(notification, tools)
  if (scenario === 'out_of_order') await post(start, tools)
}

async function outcomeOf(
  to: string,
  { greeting, button1, fallback }: Parameters<typeof callWithButton>[1],
  scenario: Scenario,
  { account, network, keyMs, now, wait }: CallTools,
): Promise<Outcome> {
  if (scenario === 'busy' || scenario === 'machine') {
    await wait(ringMs)
    const machine = scenario === 'machine'
    if (machine) await wait(keyMs)
    return { disposition: machine ? 'answered' : 'busy', key: '', answeredAt: machine ? now() - keyMs : null }
  }
  const call = network.call({ from: account.callerNumber, to })
  const disposition = await call.answered
  if (disposition !== 'answered') return { disposition, key: '', answeredAt: null }
  const answeredAt = now()
  // Most people press before the greeting is over.
  const pressed = call.key(600_000)
  await Promise.race([pressed, call.play(greeting.name, greeting.words)])
  const key = await Promise.race([pressed, call.key(keyMs)])
  const { name, words } = key === '1' ? button1 : fallback
  await call.play(name, words)
  call.hangUp()
  return { disposition, key: key ?? '', answeredAt }
}

interface Notification {
  fields: Readonly<Record<string, string>>
  signature: string | null
}

function outStart(id: string, to: string, startedAt: number, { account }: CallTools): Notification {
  const fields = {
    event: 'NOTIFY_OUT_START',
    call_start: localTime(startedAt, account.timeZone),
    pbx_call_id: id,
    internal: '100',
    destination: digitsOf(to),
  }
  return signedOver(['internal', 'destination', 'call_start'], fields, account.secret)
}

/** What is posted after the call; usually one. */
function results(
  id: string,
  to: string,
  startedAt: number,
  { disposition, key, answeredAt }: Outcome,
  scenario: Scenario,
  { account, now }: CallTools,
): Notification[] {
  const common = {
    call_start: localTime(startedAt, account.timeZone),
    pbx_call_id: id,
    internal: '100',
    last_internal: '100',
    duration: answeredAt === null ? '0' : String(Math.round((now() - answeredAt) / 1000)),
    // Q.931: normal clearing, or user busy.
    status_code: disposition === 'busy' ? '17' : '16',
    is_recorded: '0',
    calltype: 'callback_leg1',
    callback_dtmf: key,
    disposition,
  }
  const endFor = (caller_id: string) =>
    signedOver(
      ['caller_id', 'called_did', 'call_start'],
      { event: 'NOTIFY_END', caller_id, called_did: '0', ...common },
      account.secret,
    )
  const end = endFor(scenario === 'national_number' ? nationalOf(to) : digitsOf(to))

  switch (scenario) {
    case 'out_end': {
      const numbers = { caller_id: digitsOf(account.callerNumber), destination: digitsOf(to) }
      const fields = { event: 'NOTIFY_OUT_END', ...numbers, ...common }
      return [signedOver(['internal', 'destination', 'call_start'], fields, account.secret)]
    }
    case 'twice':
      return [end, end]
    case 'out_of_order': {
      const { callback_dtmf: _, calltype: __, ...without } = end.fields
      return [{ ...end, fields: without }, end]
    }
    case 'unsigned':
      return [{ ...end, signature: null }]
    case 'wrong_number':
      return [endFor(digitsOf(to).replace(/\d$/, last => String((Number(last) + 1) % 10)))]
    default:
      return [end]
  }
}

function signedOver(
  covered: readonly string[],
  fields: Record<string, string>,
  secret: string,
): Notification {
  return {
    fields,
    signature: notificationSignature(
      covered.map(name => fields[name] ?? ''),
      secret,
    ),
  }
}

async function post({ fields, signature }: Notification, { account, signal }: CallTools): Promise<void> {
  try {
    const response = await fetch(account.notificationUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature !== null && { signature }),
      },
      body: new URLSearchParams(fields).toString(),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    })
    await response.arrayBuffer()
  } catch {
    // Whether Zadarma repeats a notification that nobody took is not documented: it does not here.
  }
}

const digitsOf = (phone: string): string => phone.replace(/\D/g, '')

const nationalOf = (phone: string): string => digitsOf(parsePhoneNumber(phone).formatNational())

/** `2024-10-23 16:00:47`: Swedish writes the time so. */
function localTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at)
}
