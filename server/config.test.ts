import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baseDir, keys, mistakesOf, read, site, valid, withSetting } from '../test/example-config.ts'
import { type ConfigInput, defineConfig } from './config.ts'
import { pathText } from './config-mistakes.ts'
import { makeKeys } from './keys.ts'

describe('a configuration', () => {
  it('gets the defaults of the contract', () => {
    const config = read(valid())
    expect(config).toMatchObject({
      mode: 'production',
      publicUrl: 'https://verify.example.com',
      listen: { host: '127.0.0.1', port: 8787 },
      store: { kind: 'sqlite', file: join(baseDir, 'data/reachproof.db') },
      trustProxy: 0,
      adminToken: keys.adminToken,
      code: { length: 6, waitSeconds: 900, ttlSeconds: 600, totalSeconds: 1800, checks: 5 },
      proof: { ttlSeconds: 300, refreshSeconds: 1800 },
    })
    expect(config.limits).toEqual({
      off: false,
      coolDownSeconds: [30, 60, 120, 300],
      contactSends: { '600': 3, '3600': 5, '86400': 10 },
      contactCalls: { '86400': 3 },
      contactWrong: { '3600': 10, '86400': 20 },
      addressStarts: { paid: { '3600': 10 }, email: { '3600': 30 }, whatsapp: { '3600': 300 } },
      addressChecks: { '300': 30 },
      prefixNumbers: { '600': 5, '3600': 20 },
      conversion: { window: 3600, sends: 20, minPercent: 20, pauseSeconds: 3600 },
      siteGuesses: { window: 600, wrong: 200, checked: 50, minPercent: 20, pauseSeconds: 3600 },
      rules: {},
    })
    expect(config.pepper.map(p => Buffer.from(p).toString('base64url'))).toEqual([keys.pepper])
    expect(config.signingKeys).toEqual([keys.signingKey])
  })

  it('has its sites by key and its providers by name, in the order of the file', () => {
    const config = read(valid())
    const example = config.sites.get('site_example')!
    expect(example).toMatchObject({
      secrets: ['secret-of-the-site'],
      country: null,
      language: 'en',
      command: 'VERIFY',
      requireNonce: false,
      whatsappNeedsTo: false,
      minAcr: 'code',
      texts: {},
      caps: { paidPerHour: 100, paidPerDay: 500 },
    })
    expect([...example.channels]).toEqual([
      ['email', ['mail']],
      ['sms', ['gsm', 'gsm2']],
      ['whatsapp', ['wa']],
    ])
    expect([...example.testContacts]).toEqual([])
    expect(example.testContactsUntil).toBeNull()
    expect(config.providers.get('mail')).toEqual({
      type: 'letters',
      free: true,
      hookTokens: [],
      settings: { url: 'smtps://user:mail-password@mail.example.com', retries: 2 },
    })
    expect(config.providers.get('wa')?.hookTokens).toEqual(['hook-token-with-22-chars'])
    expect([...config.providers].map(([name, { free }]) => [name, free])).toEqual([
      ['mail', true],
      ['wa', true],
      ['gsm', false],
      ['gsm2', true],
    ])
  })

  it('replaces the windows of one limit and keeps the other limits', () => {
    const { limits } = read(
      withSetting(['limits'], { contactSends: { 60: 1 }, addressStarts: { paid: { 60: 2 } } }),
    )
    expect(limits.contactSends).toEqual({ '60': 1 })
    expect(limits.addressStarts).toEqual({
      paid: { '60': 2 },
      email: { '3600': 30 },
      whatsapp: { '3600': 300 },
    })
    expect(limits.contactWrong).toEqual({ '3600': 10, '86400': 20 })
  })

  it('leaves out the channels that prove less than a site asks for', () => {
    const channels = { email: 'mail', call_button: 'gsm2' }
    const asking = (minAcr: string) => {
      const input = withSetting(['sites', 0, 'minAcr'], minAcr) as ConfigInput
      const sites = input.sites.map(site => ({ ...site, channels }))
      return [
        ...read({ ...input, sites })
          .sites.get('site_example')!
          .channels.keys(),
      ]
    }
    expect(asking('code')).toEqual(['email'])
    expect(asking('consent')).toEqual(['email', 'call_button'])
  })

  it('is frozen all the way down', () => {
    const config = read(valid())
    const example = config.sites.get('site_example')!
    for (const part of [
      config,
      config.code,
      config.limits.addressStarts.paid,
      config.signingKeys[0],
      example,
      example.origins,
    ]) {
      expect(Object.isFrozen(part)).toBe(true)
    }
    const sites = config.sites as Map<string, unknown>
    expect(() => sites.set('x', example)).toThrow('read-only')
    expect(() => sites.clear()).toThrow('read-only')
    expect(() => (example.channels as Map<string, unknown>).delete('email')).toThrow('read-only')
  })

  it('takes lists where it takes one: secrets, peppers, hook tokens, proxies', () => {
    const second = makeKeys().pepper
    const config = read({
      ...valid(),
      pepper: [keys.pepper, second],
      trustProxy: ['10.0.0.0/8', '::1', 'fd00::/8'],
    })
    expect(config.pepper.map(p => Buffer.from(p).toString('base64url'))).toEqual([keys.pepper, second])
    expect(config.trustProxy).toEqual(['10.0.0.0/8', '::1', 'fd00::/8'])
    const secrets = ['secret-of-the-site', 'another-secret-of-it']
    expect(read(withSetting(site('secret'), secrets)).sites.get('site_example')?.secrets).toEqual(secrets)
    const tokens = ['hook-token-with-22-chars', 'hook-token-number-two-00']
    expect(
      read(withSetting(['providers', 'wa', 'hookToken'], tokens)).providers.get('wa')?.hookTokens,
    ).toEqual(tokens)
  })

  it('takes the only country as the default one', () => {
    expect(read(withSetting(site('countries'), ['FR'])).sites.get('site_example')?.country).toBe('FR')
  })

  it.each([
    ['https://Verify.Example.com/', 'https://verify.example.com'],
    ['https://example.com/reach/', 'https://example.com/reach'],
    ['https://example.com:443', 'https://example.com'],
  ])('spells the issuer %s as %s', (written, issuer) => {
    expect(read(withSetting(['publicUrl'], written)).publicUrl).toBe(issuer)
  })

  it('keeps a database in memory where it is', () => {
    expect(read(withSetting(['store'], 'sqlite::memory:')).store).toEqual({
      kind: 'sqlite',
      file: ':memory:',
    })
  })

  it.each(['redis://127.0.0.1', 'redis://[::1]:6380/', 'rediss://me:p%23ss@redis.example.com:6380/15'])(
    'takes %s for several servers',
    url => expect(read(withSetting(['store'], url)).store).toEqual({ kind: 'redis', url }),
  )

  it('reads an address with a password from a variable', () => {
    const url = 'redis://:S3CRET@redis.example.com'
    expect(read(withSetting(['store'], 'env:REDIS_URL'), { env: { REDIS_URL: url } }).store).toEqual({
      kind: 'redis',
      url,
    })
  })

  it('may be of this machine in development', () => {
    const config = read({
      ...(withSetting(
        site('origins'),
        ['http://localhost:8080', 'http://127.0.0.1', 'http://[::1]:3000'],
        'development',
      ) as object),
      publicUrl: 'http://localhost:8787',
      limits: { off: true },
      providers: {
        ...valid().providers,
        wa: { type: 'talk', token: 'token-of-talk', hookToken: 'short' },
        gsm: { type: 'phone', baseUrl: 'http://127.0.0.1:9000' },
      },
    })
    expect(config.limits.off).toBe(true)
    for (const domain of ['localhost', 'localhost:8080', '127.0.0.1:3000', 'example.com:8443']) {
      expect(mistakesOf(withSetting(site('domain'), domain, 'development'))).toEqual([])
    }
    expect(read(withSetting(site('caps'), undefined, 'development')).sites.get('site_example')?.caps).toEqual(
      {
        paidPerHour: null,
        paidPerDay: null,
      },
    )
  })

  it('is returned as it is by defineConfig', () => {
    const input: ConfigInput = valid()
    expect(defineConfig(input)).toBe(input)
  })
})

describe('the mistakes of a configuration', () => {
  it('come all at once, each with its path', () => {
    const input = {
      mode: 'production',
      publicURL: 'https://verify.example.com',
      listen: { port: '8787' },
      trustProxy: true,
      code: { length: 4, checks: 50, digits: 6 },
      limits: { contactSends: { soon: 3 }, addressStarts: { sms: { 60: 1 } } },
      providers: { wa: { type: 'talk' }, x: { type: 'lettres' } },
      sites: [
        {
          ...valid().sites[0],
          origins: ['https://example.com', 'https://Example.com/'],
          channels: { email: 'male', fax: 'wa' },
        },
        { ...valid().sites[0], key: 'no' },
      ],
    }
    const paths = mistakesOf(input).map(line => line.split(': ')[0])
    expect(paths.sort()).toEqual(
      [
        'publicURL',
        'publicUrl',
        'listen.port',
        'trustProxy',
        'pepper',
        'signingKeys',
        'adminToken',
        'code.length',
        'code.checks',
        'code.digits',
        'limits.contactSends.soon',
        'limits.addressStarts.sms',
        'providers.wa.hookToken',
        'providers.wa.token',
        'providers.x.type',
        'sites[0].origins[1]',
        'sites[0].channels.email',
        'sites[0].channels.fax',
        'sites[1].key',
        'sites[1].secret',
        'sites[1].channels.email',
        'sites[1].channels.sms[0]',
        'sites[1].channels.sms[1]',
      ].sort(),
    )
  })

  // security.md R-93: what production refuses to start with.
  it.each<[string, (string | number)[], unknown, string]>([
    ['a code of less than 6 digits', ['code', 'length'], 5, 'code.length'],
    ['a code that lives longer than 600 s', ['code', 'ttlSeconds'], 601, 'code.ttlSeconds'],
    ['more than 10 checks', ['code', 'checks'], 11, 'code.checks'],
    ['a proof that lives longer than 600 s', ['proof', 'ttlSeconds'], 601, 'proof.ttlSeconds'],
    ['the origin *', site('origins'), ['*'], 'sites[0].origins[0]'],
    ['the origin null', site('origins'), ['null'], 'sites[0].origins[0]'],
    ['trust in every proxy', ['trustProxy'], true, 'trustProxy'],
    ['an http address', ['publicUrl'], 'http://verify.example.com', 'publicUrl'],
    ['an http address of this machine', ['publicUrl'], 'http://localhost:8787', 'publicUrl'],
    ['no pepper', ['pepper'], undefined, 'pepper'],
    ['a short pepper', ['pepper'], Buffer.alloc(31, 7).toString('base64url'), 'pepper'],
    ['no signing key', ['signingKeys'], undefined, 'signingKeys'],
    ['no admin token', ['adminToken'], undefined, 'adminToken'],
    ['a paid channel without countries', site('countries'), undefined, 'sites[0].countries'],
    ['a paid channel with an empty list of countries', site('countries'), [], 'sites[0].countries'],
    ['a paid channel without a cap for a day', site('caps'), { paidPerHour: 10 }, 'sites[0].caps.paidPerDay'],
    ['a hook without a secret', ['providers', 'wa', 'hookToken'], undefined, 'providers.wa.hookToken'],
    [
      'a hook with a short secret',
      ['providers', 'wa', 'hookToken'],
      'x'.repeat(21),
      'providers.wa.hookToken',
    ],
    ['no limits', ['limits', 'off'], true, 'limits.off'],
  ])('refuse %s', (_, path, value, at) => {
    const lines = mistakesOf(withSetting(path, value))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(new RegExp(`^${at.replaceAll(/[[\].]/g, '\\$&')}: [A-Z"].*\\.$`))
  })

  it('refuse a paid channel without any cap', () => {
    const paths = mistakesOf(withSetting(site('caps'), undefined)).map(line => line.split(': ')[0])
    expect(paths).toEqual(['sites[0].caps.paidPerHour', 'sites[0].caps.paidPerDay'])
  })

  // security.md I06.
  it.each([
    'http://sms.example.com',
    'http://169.254.169.254/',
    'http://127.0.0.1',
    'https://[::ffff:127.0.0.1]',
    'https://0x7f000001',
    'https://2130706433',
    'https://localhost.',
    'https://10.0.0.1',
    'https://192.168.1.1',
    'https://[fd00::1]',
    'https://[::1]:8443',
  ])('refuse the provider address %s in production', address => {
    const lines = mistakesOf(withSetting(['providers', 'gsm', 'baseUrl'], address))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatch(/^providers\.gsm\.baseUrl: /)
    expect(mistakesOf(withSetting(['providers', 'gsm', 'baseUrl'], address, 'development'))).toEqual([])
  })

  it('let a mail server be on this machine', () => {
    expect(mistakesOf(withSetting(['providers', 'mail', 'url'], 'smtp://localhost'))).toEqual([])
  })

  it('find a key and a secret that two sites have', () => {
    const input = {
      ...valid(),
      sites: [valid().sites[0], { ...valid().sites[0], secret: ['one-more-secret-x', 'secret-of-the-site'] }],
    }
    expect(mistakesOf(input)).toEqual([
      'sites[1].key: Another site has this key. Write its own.',
      'sites[1].secret[1]: This secret is used twice. Write a new one.',
    ])
  })

  it('of a misspelled mode do not bury it under what production asks for', () => {
    expect(
      mistakesOf({ ...valid(), mode: 'devlopment', pepper: undefined, publicUrl: 'http://localhost:1' }),
    ).toEqual(['mode: Write "production" or "development".'])
  })

  it.each([undefined, null, [], 'x', 7])('of a configuration that is %j are one', input => {
    expect(mistakesOf(input)).toEqual(['Write settings in braces: { … }.'])
  })

  it('never hold a secret, nor the words of the schema library', () => {
    const secret = 'S3CRET/of the operator'
    const shapes = [secret, [secret], { k: secret }, [[secret]], { a: { b: [secret] } }]
    const paths: (string | number)[][] = [
      ...Object.keys(valid()).map(name => [name]),
      ...['mode', 'listen', 'store', 'trustProxy', 'code', 'proof', 'limits'].map(name => [name]),
      ...['type', 'url', 'free', 'hookToken', 'retries', 'other'].map(name => ['providers', 'mail', name]),
      ...['token', 'hookToken'].map(name => ['providers', 'wa', name]),
      ['providers', 'gsm', 'baseUrl'],
      ...['key', 'secret', 'name', 'domain', 'origins', 'channels', 'countries', 'country'].map(site),
      ...['language', 'command', 'requireNonce', 'minAcr', 'texts', 'caps', 'testContacts', 'other'].map(
        site,
      ),
      ['sites', 0, 'channels', 'email'],
      ['limits', 'contactSends'],
      ['limits', 'coolDownSeconds'],
    ]
    for (const path of paths) {
      for (const value of shapes) {
        const printed = mistakesOf(withSetting(path, value)).join('\n')
        expect(printed).not.toMatch(/s3cret/i)
        expect(printed).not.toMatch(/invalid|expected|received/i)
      }
    }
  })

  it('are found in anything, without an exception of another kind', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(valid())), fc.jsonValue(), (name, value) => {
        for (const line of mistakesOf({ ...valid(), [name]: value })) expect(line).toMatch(/\.$|\?$/)
      }),
    )
  })
})

it('writes a path as one reads it', () => {
  expect(pathText(['sites', 0, 'origins', 1])).toBe('sites[0].origins[1]')
  expect(pathText(['providers', 'wa-2', 'a b\u001b'])).toBe('providers.wa-2["a b\\u001b"]')
})
