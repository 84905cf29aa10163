import { describe, expect, it } from 'vitest'
import { keys, mistakesOf, site, withSetting } from '../test/example-config.ts'

describe('a bad setting', () => {
  // One bad value for each setting, and the line that comes.
  it.each<[(string | number)[], unknown, string]>([
    [['mode'], 'prod', 'mode: Write "production" or "development".'],
    [
      ['publicUrl'],
      'https://verify.example.com/test',
      'publicUrl: An address that ends in "/test" is kept for test proofs. Write the address that visitors reach this server at, such as "https://verify.example.com".',
    ],
    [
      ['publicUrl'],
      undefined,
      'publicUrl: Write the address that visitors reach this server at, such as "https://verify.example.com".',
    ],
    [
      ['publicUrl'],
      'https://verify.example.com/?a',
      'publicUrl: "?" and "#" do not belong here. Write the address that visitors reach this server at, such as "https://verify.example.com".',
    ],
    [
      ['publicUrl'],
      'https://me:pass@example.com',
      'publicUrl: A password does not belong here. Write the address that visitors reach this server at, such as "https://verify.example.com".',
    ],
    [
      ['publicUrl'],
      'ftp://example.com',
      'publicUrl: Write the address that visitors reach this server at, such as "https://verify.example.com".',
    ],
    [['listen'], 8787, 'listen: Write settings in braces: { … }.'],
    [['listen', 'host'], 'a b', 'listen.host: Write an address to listen on, such as "127.0.0.1".'],
    [['listen', 'port'], 65536, 'listen.port: Write a whole number from 0 to 65535.'],
    [
      ['store'],
      'postgres://db',
      'store: Write where to store, such as "sqlite:./data/reachproof.db" or, for several servers, "redis://127.0.0.1:6379".',
    ],
    ...(
      [
        ['redis:', ''],
        ['redis:host', ''],
        ['redis://user:S3CRET@:6379', ''],
        ['redis://:S3CRET@host:x', ''],
        ['redis://', 'The name of the host is missing. '],
        ['redis:///0', 'The name of the host is missing. '],
        ['redis://host/reachproof', 'After the host comes the number of a database at most. '],
        ['redis://:S3CRET@host/0/1', 'After the host comes the number of a database at most. '],
        ['rediss://:S3CRET@host?db=1', '"?" and "#" do not belong here; in a password write %3F and %23. '],
        ['redis://:S3%CRET@host', 'In a password write %25 instead of "%". '],
      ] as const
    ).map(([url, why]): [(string | number)[], unknown, string] => [
      ['store'],
      url,
      `store: ${why}Write "redis://host:6379" or "rediss://user:password@host:6379/0".`,
    ]),
    [
      ['trustProxy'],
      11,
      'trustProxy: Write how many proxies stand in front of this server (0 to 10), or a list of their addresses.',
    ],
    [
      ['trustProxy'],
      ['10.0.0.0/8', '10.0.0.0/33'],
      'trustProxy[1]: Write an address or a network of your proxies, such as "10.0.0.0/8". All addresses is no network.',
    ],
    [
      ['trustProxy'],
      ['0.0.0.0/0'],
      'trustProxy[0]: Write an address or a network of your proxies, such as "10.0.0.0/8". All addresses is no network.',
    ],
    [
      ['pepper'],
      [keys.pepper, 'two words'],
      'pepper[1]: Write at least 32 random bytes as base64url (43 characters). "reachproof keys" prints a new pepper.',
    ],
    [['pepper'], [], 'pepper: The list is empty. Write at least one.'],
    [
      ['signingKeys'],
      [{ ...keys.signingKey, crv: 'P-384' }],
      'signingKeys[0]: "crv" is not "P-256". Write a private P-256 key as a JWK. "reachproof keys" prints a new one.',
    ],
    [
      ['signingKeys'],
      [keys.signingKey, keys.signingKey],
      'signingKeys: The same key is in the list twice. Remove one.',
    ],
    [
      ['adminToken'],
      'short',
      'adminToken: Write at least 16 characters without spaces, such as "openssl rand -hex 16" prints.',
    ],
    [['code', 'waitSeconds'], 1801, 'code.waitSeconds: Write a whole number from 1 to 1800.'],
    [['code', 'totalSeconds'], 1801, 'code.totalSeconds: Write a whole number from 1 to 1800.'],
    [['code', 'length'], 6.5, 'code.length: Write a whole number from 6 to 10. Fewer digits can be guessed.'],
    [['proof', 'refreshSeconds'], 3601, 'proof.refreshSeconds: Write a whole number from 0 to 3600.'],
    [
      ['limits', 'coolDownSeconds'],
      30,
      'limits.coolDownSeconds: Write a list of seconds, such as [30, 60, 120, 300].',
    ],
    [
      ['limits', 'coolDownSeconds'],
      [],
      'limits.coolDownSeconds: The list is empty. Write at least one wait in seconds, such as [30].',
    ],
    [
      ['limits', 'contactSends'],
      3,
      'limits.contactSends: Write windows in seconds and how many each allows, such as { "3600": 10 }.',
    ],
    [
      ['limits', 'contactSends'],
      {},
      'limits.contactSends: There is no window. Write windows in seconds and how many each allows, such as { "3600": 10 }.',
    ],
    [
      ['limits', 'contactWrong'],
      { '-1': 3 },
      'limits.contactWrong.-1: Write the window as whole seconds from 1 to 2592000, such as "3600".',
    ],
    [
      ['limits', 'addressChecks'],
      { '300': 0 },
      'limits.addressChecks.300: Write a whole number from 1 to 1000000000.',
    ],
    [
      ['limits', 'prefixNumbers'],
      { '300': '5' },
      'limits.prefixNumbers.300: Write a whole number from 1 to 1000000000.',
    ],
    [
      ['limits', 'addressStarts'],
      { call: { 60: 1 } },
      'limits.addressStarts.call: There is no such setting. Remove it.',
    ],
    [
      ['limits', 'conversion'],
      { minPercent: 101 },
      'limits.conversion.minPercent: Write a whole number from 0 to 100.',
    ],
    [['limits', 'off'], 'yes', 'limits.off: Write true or false, without quotes.'],
    [['providers'], [], 'providers: Write settings in braces: { … }.'],
    [
      ['providers', 'a b'],
      { type: 'letters', url: 'x' },
      'providers["a b"]: Name a provider with 1 to 32 letters, digits, "_" or "-".',
    ],
    [
      ['providers', 'new'],
      { type: 'leters' },
      'providers.new.type: There is no such type of provider. Did you mean "letters"?',
    ],
    [
      ['providers', 'new'],
      {},
      'providers.new.type: This setting is missing. Write one of: "letters", "talk", "phone".',
    ],
    [
      ['providers', 'mail', 'url'],
      undefined,
      'providers.mail.url: This setting is missing. Write a text in quotes.',
    ],
    [['providers', 'mail', 'retries'], 1.5, 'providers.mail.retries: Write a whole number.'],
    [
      ['providers', 'mail', 'retires'],
      1,
      'providers.mail.retires: There is no such setting. Did you mean "retries"?',
    ],
    [['providers', 'mail', 'free'], 'no', 'providers.mail.free: Write true or false, without quotes.'],
    [['providers', 'wa', 'token'], 'short', 'providers.wa.token: Write at least 8 characters.'],
    [
      ['providers', 'wa', 'hookToken'],
      'has/slash-and-22-characters',
      'providers.wa.hookToken: Write at least 22 letters, digits, "_" or "-", such as "openssl rand -hex 16" prints.',
    ],
    [['sites'], [], 'sites: Write a list of at least one site: [{ "key": …, … }].'],
    [['sites', 1], 'x', 'sites[1]: Write settings in braces: { … }.'],
    [site('key'), 'a b', 'sites[0].key: Write 3 to 64 letters, digits, "_" or "-", such as "site_example".'],
    [
      site('secret'),
      'short',
      'sites[0].secret: Write at least 16 characters, such as "openssl rand -hex 16" prints.',
    ],
    [
      site('secret'),
      ['secret-of-the-site', 'short'],
      'sites[0].secret[1]: Write at least 16 characters, such as "openssl rand -hex 16" prints.',
    ],
    [
      site('name'),
      '',
      'sites[0].name: Write the name that visitors know the site by, at most 64 characters.',
    ],
    [
      site('name'),
      'Two\nlines',
      'sites[0].name: Write the name that visitors know the site by, at most 64 characters.',
    ],
    [
      site('domain'),
      'https://Example.com/',
      'sites[0].domain: A domain is a host in lower case, with nothing before or after it. Write "example.com".',
    ],
    [
      site('domain'),
      'bücher.example',
      'sites[0].domain: A domain is a host in lower case, with nothing before or after it. Write "xn--bcher-kva.example".',
    ],
    [site('domain'), 'localhost', 'sites[0].domain: Write a bare host name, such as "example.com".'],
    [site('domain'), '192.0.2.1', 'sites[0].domain: Write a bare host name, such as "example.com".'],
    [
      site('origins'),
      [],
      'sites[0].origins: Without an origin no page may ask. Write it, such as ["https://example.com"].',
    ],
    [
      site('origins'),
      'https://example.com',
      'sites[0].origins: Write the origins of the pages that may ask, such as ["https://example.com"].',
    ],
    [
      site('origins'),
      ['https://*.example.com'],
      'sites[0].origins[0]: A wildcard lets foreign pages in. Write an exact origin, such as "https://example.com".',
    ],
    [
      site('origins'),
      ['https://example.com/'],
      'sites[0].origins[0]: An origin is a protocol and a host in lower case, with nothing after it. Write "https://example.com".',
    ],
    [
      site('origins'),
      ['https://Example.com'],
      'sites[0].origins[0]: An origin is a protocol and a host in lower case, with nothing after it. Write "https://example.com".',
    ],
    [
      site('origins'),
      ['https://example.com/shop'],
      'sites[0].origins[0]: An origin is a protocol and a host in lower case, with nothing after it. Write "https://example.com".',
    ],
    [
      site('origins'),
      ['example.com'],
      'sites[0].origins[0]: An origin is a protocol and a host in lower case, with nothing after it. Write "https://example.com".',
    ],
    [
      site('origins'),
      ['http://example.com'],
      'sites[0].origins[0]: A page over http can be changed on its way. Write "https://example.com".',
    ],
    [
      site('origins'),
      ['http://localhost:3000'],
      'sites[0].origins[0]: An origin on this machine works in development only. Remove it.',
    ],
    [
      site('origins'),
      ['ftp://example.com'],
      'sites[0].origins[0]: Write an exact origin, such as "https://example.com".',
    ],
    [
      site('channels'),
      {},
      'sites[0].channels: There is no channel. Write at least one channel and its provider, such as { "email": "mail" }.',
    ],
    [
      site('channels'),
      { callcode: 'gsm2' },
      'sites[0].channels.callcode: There is no such channel. Did you mean "call_code"?',
    ],
    [
      site('channels'),
      { email: 'mial2' },
      'sites[0].channels.email: There is no provider with this name. Write one of: "mail", "wa", "gsm", "gsm2".',
    ],
    [
      site('channels'),
      { email: 'wa' },
      'sites[0].channels.email: A provider of the type "talk" cannot serve this channel. Write one of: "mail".',
    ],
    [
      site('channels'),
      { email: ['mail', 'mail'] },
      'sites[0].channels.email[1]: This provider is in the list already. Remove it.',
    ],
    [
      site('channels'),
      { email: 7 },
      'sites[0].channels.email: Write the name of a provider, or a list of names.',
    ],
    [site('countries'), ['FR', 'UK'], 'sites[0].countries[1]: There is no such country code. Write "GB".'],
    [
      site('countries'),
      ['France'],
      'sites[0].countries[0]: There is no such country code. Write an ISO code, such as "FR".',
    ],
    [
      site('country'),
      'DE',
      'sites[0].country: This country is not in "countries". Add it there, or write one of those.',
    ],
    [site('country'), 'fr', 'sites[0].country: There is no such country code. Write "FR".'],
    [
      site('language'),
      'xx',
      'sites[0].language: There are no texts in this language. Write one of: "en", "fr", "pt".',
    ],
    [
      site('command'),
      '12345',
      'sites[0].command: Write one word of at most 32 characters that is not a number, such as "VERIFY".',
    ],
    [
      site('command'),
      '١٢٣',
      'sites[0].command: Write one word of at most 32 characters that is not a number, such as "VERIFY".',
    ],
    [site('requireNonce'), 1, 'sites[0].requireNonce: Write true or false, without quotes.'],
    [site('whatsappNeedsTo'), 'true', 'sites[0].whatsappNeedsTo: Write true or false, without quotes.'],
    [site('minAcr'), 'press', 'sites[0].minAcr: Write one of "code", "consent".'],
    [site('texts'), { en: { email_subject: 'Your code' } }, 'sites[0].texts: en.email_subject: add {site}'],
    [
      site('caps'),
      { paidPerHour: 0, paidPerDay: 1 },
      'sites[0].caps.paidPerHour: Write a whole number from 1 to 1000000000.',
    ],
    [
      site('testContacts'),
      { '+15550100001': 424242 },
      'sites[0].testContacts[0]: Write its code as a text of 6 digits.',
    ],
    [site('secrets'), 'x', 'sites[0].secrets: There is no such setting. Did you mean "secret"?'],
    [['peper'], 'x', 'peper: There is no such setting. Did you mean "pepper"?'],
    [['nothing_like_it'], 'x', 'nothing_like_it: There is no such setting. Remove it.'],
  ])('at %j: %j', (path, value, line) => {
    expect(mistakesOf(withSetting(path, value))).toEqual([line])
  })
})
