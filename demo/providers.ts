import { createTransport } from 'nodemailer'
import { accounts, recordings } from './accounts.ts'
import type { Mailbox } from './mailbox.ts'
import type { PhoneNetwork } from './network.ts'
import type { ChatService, PhoneServices } from './phone.ts'
import { createSimulatedMassejli } from './simulated/massejli/massejli.ts'
import { createSimulatedMeta } from './simulated/meta/meta.ts'
import { createSimulatedTwilio } from './simulated/twilio/twilio.ts'
import { type Scenario, scenarioIds } from './simulated/zadarma/scenarios.ts'
import { createSimulatedZadarma, type ZadarmaOptions } from './simulated/zadarma/zadarma.ts'

/** Every provider of the demo, each at its own address, as its vendor has one. */
export interface Providers extends PhoneServices {
  /** Where the APIs are. */
  readonly urls: { zadarma: string; meta: string; twilio: string }
  close(): Promise<void>
}

/** The word that visitors send, and the one that stops everything: what is entered at Massejli. */
const list = { commands: { VERIFY: 'verify', NO: 'no' }, otherwise: 'other' }

/** What Twilio names a sender whose number WhatsApp hides. */
const hiddenName = 'a.reader'

/**
 * Starts the simulated providers: they bring what they are told to send to the phone, and what happens there to the
 * verification server's hooks. They know of that server what is entered at a vendor: an address and secrets.
 *
 * @param api the verification server's address
 */
export async function startProviders(
  api: string,
  network: PhoneNetwork,
  mailbox: Mailbox,
  waits: Pick<ZadarmaOptions, 'keyMs' | 'lateMs'> = {},
): Promise<Providers> {
  const hook = (name: string, { hookToken }: { hookToken: string }): string =>
    `${api}/hooks/${name}/${hookToken}`
  const { massejli, massejliCodes, meta, twilio, zadarma } = accounts
  const closing: (() => void | Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end()
  }

  const replying = createSimulatedMassejli({
    phone: massejli.number.slice(1),
    token: massejli.token,
    webhook: hook('whatsapp', massejli),
    ...list,
  })
  const pushing = createSimulatedMassejli({
    phone: massejliCodes.number.slice(1),
    token: massejliCodes.token,
    webhook: hook('whatsapp-codes', massejliCodes),
    push: `${hook('whatsapp-codes', massejliCodes)}/code`,
    template: {
      en: '*{authcode}* is your code for Saltmarsh Books.',
      fr: '*{authcode}* est votre code pour Saltmarsh Books.',
      ar: '*{authcode}* هو رمزك لدى Saltmarsh Books.',
    },
    ...list,
  })

  try {
    const cloud = await createSimulatedMeta({ ...meta, webhook: hook('meta', meta) }, network)
    closing.push(() => cloud.close())

    const cloudPhone = await createSimulatedTwilio(
      {
        accountSid: twilio.accountSid,
        authToken: twilio.authToken,
        number: twilio.from,
        webhook: hook('twilio', twilio),
      },
      network,
    )
    closing.push(() => cloudPhone.close())

    const transport = createTransport(mailbox.url)
    closing.push(() => transport.close())
    const caller = await createSimulatedZadarma(
      {
        key: zadarma.key,
        secret: zadarma.secret,
        notificationUrl: hook('zadarma', zadarma),
        callerNumber: zadarma.from,
        sounds: recordings,
        timeZone: zadarma.timeZone,
      },
      network,
      { mail: async mail => void (await transport.sendMail(mail)), ...waits },
    )
    closing.push(() => caller.close())

    return {
      urls: { zadarma: caller.url, meta: cloud.url, twilio: cloudPhone.url },
      chats: new Map<string, ChatService>([
        [massejli.number, (from, text) => replying.message(from?.slice(1) ?? '', text)],
        [massejliCodes.number, (from, text) => pushing.message(from?.slice(1) ?? '', text)],
        // The answer comes by itself, as a message.
        [meta.number, (from, text) => cloud.message(from, text).then(() => '')],
        [twilio.from, (from, text) => cloudPhone.message(from ?? hiddenName, text)],
      ]),
      scenarios: {
        ids: scenarioIds,
        current: () => caller.scenario,
        choose: id => {
          caller.scenario = id as Scenario
        },
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
