import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { expectProblem, originA, secretA, startServer } from '../../test/server-harness.ts'
import { countedAddress, createAddressReader } from './client-address.ts'

describe('countedAddress', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7 ', '203.0.113.7'],
    ['203.0.113.7:54321', '203.0.113.7'],
    ['[203.0.113.7]:443', '203.0.113.7'],
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:443', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['::ffff:7f00:1', '127.0.0.1'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['0:0:0:0:0:ffff:cb00:7107', '203.0.113.7'],
    ['0000:0000:0000:0000:0000:ffff:cb00:7107', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::3:4:5:6:7', '2001:db8:0:3::/64'],
    ['64:ff9b::203.0.113.7', '64:ff9b:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['[fe80::1%eth0]:80', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['::', '0:0:0:0::/64'],
  ])('counts %s as %s', (written, counted) => {
    expect(countedAddress(written)).toBe(counted)
  })

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    'localhost',
    '"; drop',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.7.8',
    '0203.0.113.7',
    '0xcb.0.113.7',
    '3405803783',
    '203.0.113.7, 203.0.113.8',
    '203.0.113.7/24',
    '203.0.113.7:port',
    '2001:db8::1::2',
    '2001:db8::g',
    '1:2:3:4:5:6:7:8:9',
    '[2001:db8::1',
    '2001:db8::1]:443',
    '::ffff:203.0.113.256',
    '<script>',
    '203.0.113.7\u0000',
    '203.0.113.7\r\nX: y',
    '9'.repeat(10_000),
    ':'.repeat(10_000),
    '['.repeat(10_000),
  ])('finds no address in %j', written => {
    expect(countedAddress(written)).toBeNull()
  })

  it('counts every address of a /64 alike, however it is written, and no other with it', () => {
    const group = fc.integer({ min: 0, max: 0xffff })
    // Not the zeros in front of a mapped IPv4 address.
    const network = fc.tuple(fc.integer({ min: 0x2000, max: 0x3fff }), group, group, group)
    const host = fc.tuple(group, group, group, group)
    const written = (groups: number[]) => groups.map(one => one.toString(16)).join(':')
    fc.assert(
      fc.property(network, host, host, network, (home, one, two, other) => {
        const counted = countedAddress(written([...home, ...one]))
        expect(counted).toBe(`${written(home)}::/64`)
        expect(countedAddress(`[${written([...home, ...two]).toUpperCase()}]:443`)).toBe(counted)
        fc.pre(written(other) !== written(home))
        expect(countedAddress(written([...other, ...one]))).not.toBe(counted)
      }),
    )
  })

  it('counts an IPv4 address as itself in each of its spellings', () => {
    fc.assert(
      fc.property(fc.ipV4(), address => {
        const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
        const high = ((a << 8) | b).toString(16)
        const low = ((c << 8) | d).toString(16)
        for (const spelling of [
          address,
          `${address}:1`,
          `[${address}]:65535`,
          `::ffff:${address}`,
          `[::ffff:${address}]:80`,
          `::ffff:${high}:${low}`,
          `0:0:0:0:0:ffff:${high}:${low}`,
        ]) {
          expect(countedAddress(spelling), spelling).toBe(address)
        }
      }),
    )
  })
})

describe('the address reader', () => {
  /** What is counted for a request that comes from 127.0.0.1 with this header. */
  async function counted(
    trustProxy: number | string[],
    forwarded?: string | string[],
  ): Promise<string | null> {
    const addressOf = createAddressReader(trustProxy)
    const server = createServer((req, res) => res.end(JSON.stringify(addressOf(req))))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    request(
      {
        port: (server.address() as AddressInfo).port,
        agent: false,
        headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded },
      },
      response => text(response).then(resolve, reject),
    )
      .once('error', reject)
      .end()
    return JSON.parse(await promise)
  }

  it.each<[trust: number | string[], forwarded: string | string[] | undefined, address: string]>([
    // Nobody stands before us: the header is a visitor's own.
    [0, undefined, '127.0.0.1'],
    [0, '203.0.113.7', '127.0.0.1'],
    [0, 'junk', '127.0.0.1'],
    // One proxy: what it added itself is the last.
    [1, undefined, '127.0.0.1'],
    [1, '203.0.113.7', '203.0.113.7'],
    [1, '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    [1, '198.51.100.1,203.0.113.7', '203.0.113.7'],
    [1, ['198.51.100.1', '203.0.113.7'], '203.0.113.7'],
    [1, '198.51.100.1, 203.0.113.7:54321', '203.0.113.7'],
    [1, 'evil, [2001:db8::1]:443', '2001:db8:0:0::/64'],
    [1, '203.0.113.7, ::ffff:198.51.100.1', '198.51.100.1'],
    [1, '203.0.113.7, junk', 'unknown'],
    [1, '"; drop', 'unknown'],
    // Two.
    [2, '203.0.113.7', '203.0.113.7'],
    [2, '203.0.113.7, 198.51.100.1', '203.0.113.7'],
    [2, '192.0.2.1, 203.0.113.7, 198.51.100.1', '203.0.113.7'],
    // Proxies by address: whatever else stands in front is the visitor.
    [['127.0.0.1'], undefined, '127.0.0.1'],
    [['127.0.0.0/8'], '203.0.113.7', '203.0.113.7'],
    [['127.0.0.0/8'], '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    [['127.0.0.0/8', '10.0.0.0/8'], '198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
    [['10.0.0.0/8'], '203.0.113.7', '127.0.0.1'],
    [['::1', '127.0.0.1'], '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    [['127.0.0.1'], 'junk', 'unknown'],
  ])('that trusts %j takes %j as %j', async (trust, forwarded, address) => {
    expect(await counted(trust, forwarded)).toBe(address)
  })
})

describe('the budget of an address', () => {
  const limits = { addressStarts: { whatsapp: { '3600': 2 } }, coolDownSeconds: [0] }
  const body = { sitekey: 'site_a', channel: 'whatsapp' }
  const lying = (n: number) => ({
    Origin: originA,
    'X-Forwarded-For': `203.0.113.${n}`,
    'X-Real-IP': `203.0.113.${n}`,
    Forwarded: `for=203.0.113.${n}`,
    'CF-Connecting-IP': `203.0.113.${n}`,
    'True-Client-IP': `203.0.113.${n}`,
  })

  it('is one for whoever makes up addresses where no proxy is trusted', async () => {
    const server = await startServer({ config: { limits } })
    const statuses: number[] = []
    for (let n = 0; n < 20; n++) statuses.push((await server.start(body, lying(n))).status)
    expect(statuses.slice(0, 2)).toEqual([201, 201])
    expect(statuses.filter(status => status === 201)).toHaveLength(2)
  })

  it('is that of the address which the trusted proxy added, and nobody else’s', async () => {
    const server = await startServer({ config: { limits, trustProxy: 1 } })
    const from = (address: string, n: number) =>
      server.start(body, { ...lying(n), 'X-Forwarded-For': `203.0.113.${n}, ${address}` })
    expect((await from('198.51.100.7', 1)).status).toBe(201)
    expect((await from('198.51.100.7:1234', 2)).status).toBe(201)
    expect((await from('::ffff:198.51.100.7', 3)).status).not.toBe(201)
    expect((await from('198.51.100.8', 4)).status).toBe(201)
  })

  it('is one for a whole /64', async () => {
    const server = await startServer({ config: { limits, trustProxy: 1 } })
    const statuses: number[] = []
    for (let n = 0; n < 50; n++) {
      const headers = { Origin: originA, 'X-Forwarded-For': `2001:db8:1:2::${n.toString(16)}` }
      statuses.push((await server.start(body, headers)).status)
    }
    expect(statuses.filter(status => status === 201)).toHaveLength(2)
    const neighbour = { Origin: originA, 'X-Forwarded-For': '2001:db8:1:3::1' }
    expect((await server.start(body, neighbour)).status).toBe(201)
  })

  it('is the one that a site’s backend names', async () => {
    const server = await startServer({ config: { limits } })
    const backend = { Authorization: `Bearer ${secretA}` }
    const from = (clientAddress?: string) => server.start({ ...body, clientAddress }, backend)
    expect((await from('198.51.100.7')).status).toBe(201)
    expect((await from('198.51.100.7')).status).toBe(201)
    expect((await from('::ffff:198.51.100.7')).status).not.toBe(201)
    expect((await from('198.51.100.8')).status).toBe(201)
    expectProblem(
      await server.start({ ...body, clientAddress: ['198.51.100.9'] }, backend),
      400,
      'bad_request',
    )
  })

  it('is not chosen by a browser', async () => {
    const server = await startServer({ config: { limits } })
    const statuses: number[] = []
    for (let n = 0; n < 5; n++) {
      statuses.push((await server.start({ ...body, clientAddress: `198.51.100.${n}` })).status)
    }
    expect(statuses.filter(status => status === 201)).toHaveLength(2)
  })
})
