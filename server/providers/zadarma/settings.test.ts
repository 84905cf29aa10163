import { describe, expect, it } from 'vitest'
import { readConfig } from '../../config.ts'
import { ConfigError } from '../../config-mistakes.ts'
import { makeKeys } from '../../keys.ts'
import { zadarmaSettings } from './settings.ts'

const keys = makeKeys()
const sounds = { greeting: 'aaa1', button1: 'aaa2', fallback: 'aaa3' }

/** The mistakes of a configuration with one Zadarma account, each as `path: message`. */
function mistakesOf(
  account: Record<string, unknown>,
  channels: Record<string, string> = { sms: 'zad' },
): string[] {
  try {
    readConfig(
      {
        mode: 'production',
        publicUrl: 'https://verify.example.com',
        pepper: keys.pepper,
        signingKeys: [keys.signingKey],
        adminToken: keys.adminToken,
        providers: { zad: { type: 'zadarma', key: 'key-of-a-test', secret: 'secret-of-a-test', ...account } },
        sites: [
          {
            key: 'site_a',
            secret: 'secret-of-site-a-0123456789',
            name: 'Site A',
            domain: 'a.example',
            origins: ['https://a.example'],
            channels,
            countries: ['FR'],
            minAcr: 'consent',
            caps: { paidPerHour: 100, paidPerDay: 500 },
          },
        ],
      },
      { baseDir: '/nowhere', env: {} },
    )
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

const complete = {
  from: '+33170000000',
  hookToken: 'hook-token-of-zad-22-chars',
  emailFrom: 'hello@example.com',
  callerId: 'Example',
  templateId: 12,
  emailSubject: 'Your code',
  emailBody: 'It is {#code#}',
  sounds,
  codes: 'zadarma',
  baseUrl: 'https://api-sandbox.zadarma.com',
  timeZone: 'Europe/Paris',
  addresses: ['185.45.152.40/30', '2001:db8::1'],
  rawSignature: true,
  plus: false,
  paths: { verify: '/v1/verify', check: '/v1/verify/check/' },
}
const every = { sms: 'zad', call_code: 'zad', call_button: 'zad', email: 'zad' }

describe('the settings of Zadarma', () => {
  it('need only a key and a secret', () => {
    expect(mistakesOf({}, { sms: 'zad', email: 'zad' })).toEqual([])
    expect(zadarmaSettings.parse({ key: 'key-of-a-test', secret: 'secret-of-a-test' })).toEqual({
      key: 'key-of-a-test',
      secret: 'secret-of-a-test',
      codes: 'ours',
      baseUrl: 'https://api.zadarma.com',
      rawSignature: false,
      plus: true,
      paths: { verify: '/v1/verify/', check: '/v1/verify/check' },
    })
  })

  it('can all be written at once, for every channel', () => {
    expect(mistakesOf(complete, every)).toEqual([])
  })

  it('A10: need a number for calls, told at the site that lists them', () => {
    expect(mistakesOf({}, { call_code: 'zad' })).toEqual([
      'sites[0].channels.call_code: A call comes from a number. Write your number at Zadarma as "from" of the provider, such as "+33170000000".',
    ])
    expect(mistakesOf({}, { call_button: 'zad' })).toEqual([
      expect.stringContaining('as "from" of the provider'),
    ])
  })

  it('need recordings and a hook for calls with a key', () => {
    const { from, hookToken } = complete
    expect(mistakesOf({ from, hookToken }, { call_button: 'zad' })).toEqual([
      expect.stringMatching(
        /^sites\[0\]\.channels\.call_button: .*Write their ids as "sounds" of the provider/,
      ),
    ])
    expect(mistakesOf({ from, sounds }, { call_button: 'zad' })).toEqual([
      expect.stringMatching(/^sites\[0\]\.channels\.call_button: .*Write a "hookToken"/),
    ])
  })

  it('A10: need a number beside recordings', () => {
    expect(mistakesOf({ sounds })).toEqual([
      'providers.zad.from: the calls of "sounds" come from a number: write your number at Zadarma, such as "+33170000000"',
    ])
  })

  it.each(['It is the code', 'It is {code}', 'It is {#CODE#}', ''])(
    'A9: refuse the text of an email without the placeholder: %j',
    emailBody => {
      expect(mistakesOf({ emailBody })).toEqual([
        'providers.zad.emailBody: write {#code#} where the code has to stand',
      ])
    },
  )

  it.each<[string, unknown, string]>([
    ['key', '', 'write the key'],
    ['key', undefined, 'write the key'],
    ['secret', 'short', 'write the secret'],
    ['secret', 'a-secret-with-a-newline\n', 'write the secret'],
    ['from', '0170000000', 'write your number'],
    ['from', 33170000000, 'write your number'],
    ['emailFrom', 'Example', 'write the address'],
    ['callerId', '', 'write a sender'],
    ['templateId', '12', 'write the number of a template'],
    ['templateId', 0, 'write the number of a template'],
    ['emailSubject', '', 'write a subject'],
    ['codes', 'theirs', 'write "ours" or "zadarma"'],
    ['baseUrl', 'api.zadarma.com', 'write an https address'],
    ['baseUrl', 'ftp://api.zadarma.com', 'write an https address'],
    ['baseUrl', 'https://user:password@api.zadarma.com', 'write an https address'],
    ['baseUrl', 'https://api.zadarma.com/?a=b', 'write an https address'],
    ['baseUrl', 'http://api.zadarma.com', 'https'],
    ['timeZone', 'Paris', 'such as "Europe/Paris" or "+02:00"'],
    ['timeZone', 2, 'such as "Europe/Paris" or "+02:00"'],
    ['addresses', [], 'such as ["185.45.152.40/30"]'],
    ['addresses', '185.45.152.40/30', 'such as ["185.45.152.40/30"]'],
    ['rawSignature', 'yes', 'write true or false'],
    ['plus', 1, 'write true or false'],
  ])('refuse %s %j', (setting, value, message) => {
    const mistakes = mistakesOf({ [setting]: value })
    expect(mistakes).toEqual([expect.stringMatching(new RegExp(`^providers\\.zad\\.${setting}: `))])
    expect(mistakes[0]).toContain(message)
  })

  it.each([
    '185.45.152.40/33',
    '185.45.152.0/0',
    '185.45.152',
    'zadarma.com',
    '::1/129',
    '::1%eth0',
    '1.2.3.4/8/8',
  ])('refuse the network %s', network => {
    expect(mistakesOf({ addresses: ['185.45.152.42', network] })).toEqual([
      expect.stringMatching(/^providers\.zad\.addresses\[1\]: write an address or a network/),
    ])
  })

  it('refuse half of the recordings, or an unknown one', () => {
    const { from } = complete
    expect(mistakesOf({ from, sounds: { greeting: 'aaa1', button1: 'aaa2' } })).toEqual([
      'providers.zad.sounds.fallback: write the id that "reachproof sounds list" prints',
    ])
    expect(mistakesOf({ from, sounds: { ...sounds, extra: 'aaa4' } })).toEqual([
      expect.stringMatching(/^providers\.zad\.sounds: /),
    ])
  })

  it('refuse a path that is none', () => {
    expect(mistakesOf({ paths: { verify: 'v1/verify?x=1' } })).toEqual([
      'providers.zad.paths.verify: write a path, such as "/v1/verify/"',
    ])
  })

  it('are never repeated in a mistake', () => {
    const secret = 'pst \t'
    expect(mistakesOf({ key: 'has space', secret }).join()).not.toMatch(/has space|pst/)
  })
})
