import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { isBaseUrl } from '../base-url.ts'

const phone = /^\+[1-9]\d{6,14}$/
const sayFrom = 'write your number at Zadarma, such as "+33170000000"'
const sayPath = 'write a path, such as "/v1/verify/"'
const saySound = 'write the id that "reachproof sounds list" prints'
const sayTimeZone = 'write the time zone of the account, such as "Europe/Paris" or "+02:00"'
const sayNetworks = 'write addresses or networks, such as ["185.45.152.40/30"]'

const sound = z.string(saySound).regex(/^\S{1,128}$/, saySound)
const path = (preset: string) =>
  z
    .string(sayPath)
    .regex(/^\/[\w./-]*$/, sayPath)
    .default(preset)

/** The settings of a Zadarma account. */
export const zadarmaSettings = z
  .object({
    /** Key and secret of the account's API page. */
    key: z
      .string('write the key of the account’s API page')
      .regex(/^\S{8,128}$/, 'write the key of the account’s API page'),
    secret: z
      .string('write the secret of the account’s API page')
      .regex(/^\S.{6,254}\S$/, 'write the secret of the account’s API page'),
    /** The number that calls come from, E.164. Without it there are no calls. */
    from: z.string(sayFrom).regex(phone, sayFrom).optional(),
    /** The sender of emails, needed where the account has several email integrations. */
    emailFrom: z
      .string('write an email address')
      .regex(/^[^\s@]+@[^\s@]+$/, 'write the address of an email integration of the account')
      .optional(),
    /** A sender of text messages that Zadarma has registered. Default `Teamsale`. */
    callerId: z
      .string('write a registered sender')
      .regex(/^\S(.{0,30}\S)?$/, 'write a sender that Zadarma has registered, such as "Teamsale"')
      .optional(),
    /** A template of the account for text messages. */
    templateId: z.int('write the number of a template').positive('write the number of a template').optional(),
    emailSubject: z
      .string('write a subject')
      .min(1, 'write a subject')
      .max(200, 'write a shorter subject')
      .optional(),
    /** Zadarma puts the code where `{#code#}` stands. */
    emailBody: z
      .string('write a text with {#code#} in it')
      .includes('{#code#}', { error: 'write {#code#} where the code has to stand' })
      .max(20_000, 'write a shorter text')
      .optional(),
    /** What is played in a call that asks for the key 1: first, after the key, and after another key or none. */
    sounds: z.strictObject({ greeting: sound, button1: sound, fallback: sound }).optional(),
    /** Who makes the codes and compares them. */
    codes: z.enum(['ours', 'zadarma'], 'write "ours" or "zadarma"').default('ours'),
    baseUrl: z
      .string('write https://api.zadarma.com')
      .refine(isBaseUrl, 'write an https address without a query, such as https://api.zadarma.com')
      .default('https://api.zadarma.com'),
    /** In which `call_start` is told. Without it, no notification is refused for its time. */
    timeZone: z.string(sayTimeZone).refine(isTimeZone, sayTimeZone).optional(),
    /** Where notifications may come from. Default: anywhere. */
    addresses: z
      .array(
        z.string(sayNetworks).refine(isNetwork, 'write an address or a network, such as "185.45.152.40/30"'),
        sayNetworks,
      )
      .min(1, sayNetworks)
      .optional(),
    /** Accepts notifications that are signed with the digest itself too, as Zadarma’s TypeScript client expects. */
    rawSignature: z.boolean('write true or false').default(false),
    /** Whether the called number is sent with its plus sign. */
    plus: z.boolean('write true or false').default(true),
    /** Zadarma’s own documents differ in the slash at the end. */
    paths: z.strictObject({ verify: path('/v1/verify/'), check: path('/v1/verify/check') }).prefault({}),
  })
  .refine(({ sounds, from }) => !sounds || from, {
    path: ['from'],
    error: `the calls of "sounds" come from a number: ${sayFrom}`,
  })

export type ZadarmaSettings = z.infer<typeof zadarmaSettings>

/** Whether an address is in one of `networks`. Of IPv6 the first 64 bits are compared: a server is told no more. */
export function createAddressList(networks: readonly string[]): (address: string | null) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const v6 = isIP(address) === 6
    const most = v6 ? 64 : 32
    list.addSubnet(address, Math.min(Number(bits ?? most), most), v6 ? 'ipv6' : 'ipv4')
  }
  return address => {
    const bare = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '').replace(/\/64$/, '')
    const family = isIP(bare)
    return family !== 0 && list.check(bare, family === 6 ? 'ipv6' : 'ipv4')
  }
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (!family || address.includes('%') || rest.length) return false
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32))
}

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
