import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { baseConfig, leaksIn, memoryLog } from '../test/server-harness.ts'
import { type ConfirmCaptcha, createCaptcha } from './captcha.ts'
import { readConfig } from './config.ts'
import { ConfigError } from './config-mistakes.ts'

const secret = 'secret-of-the-captcha-service'
const token = 'token-of-a-visitor-0123456789'
const here = { site: 'site_a', address: '192.0.2.7' }
const mark = { key: `captcha|site_a|${token}`, ttlSeconds: 86_400 }

interface Asked {
  method: string | undefined
  url: string | undefined
  type: string | undefined
  form: Record<string, string>
  port: number | undefined
}

/** A service that answers what the test says. */
async function startService(answer: (res: ServerResponse, req: IncomingMessage) => void) {
  const asked: Asked[] = []
  const server = createServer(async (req, res) => {
    const form = Object.fromEntries(new URLSearchParams(await text(req)))
    asked.push({
      method: req.method,
      url: req.url,
      type: req.headers['content-type'],
      form,
      port: req.socket.remotePort,
    })
    answer(res, req)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v0/siteverify?v=1` }
}

function captchaOf(url: string | null, own?: ConfirmCaptcha) {
  const config = baseConfig()
  if (url !== null) config.sites[0] = { ...config.sites[0], captcha: { url, secret } }
  const { log, lines } = memoryLog()
  const captcha = createCaptcha({ config: readConfig(config, { baseDir: '/', env: {} }), log, own })
  onTestFinished(async () => {
    await captcha.close()
    expect(leaksIn(lines.join('\n'), [secret, token])).toEqual([])
  })
  return { captcha, lines }
}

const says = (body: string, status = 200) =>
  startService(res => res.writeHead(status, { 'content-type': 'application/json' }).end(body))

describe('a service of the site', () => {
  it('is asked with a form, over a connection that stays open', async () => {
    const { asked, url } = await says('{"success":true,"hostname":"a.test"}')
    const { captcha } = captchaOf(url)
    for (let n = 0; n < 6; n++) expect(await captcha.confirm(here, token)).toEqual(mark)
    expect(new Set(asked.map(({ port }) => port)).size).toBeLessThan(6)
    expect(asked[0]).toMatchObject({
      method: 'POST',
      url: '/v0/siteverify?v=1',
      type: 'application/x-www-form-urlencoded',
      form: { secret, response: token, remoteip: '192.0.2.7' },
    })
  })

  it.each([null, '2001:db8:0:1::/64', 'unknown'])(
    'is not told the address %s, which is none',
    async address => {
      const { asked, url } = await says('{"success":true}')
      expect(await captchaOf(url).captcha.confirm({ ...here, address }, token)).toEqual(mark)
      expect(asked[0]!.form).toEqual({ secret, response: token })
    },
  )

  it.each([
    ['no', '{"success":false,"error-codes":["timeout-or-duplicate"]}', 200],
    ['another word for yes', '{"success":"true"}', 200],
    ['nothing of it', '{}', 200],
    ['null', 'null', 200],
    ['what is no JSON', `<html>${token}</html>`, 200],
    ['nothing', '', 200],
    ['yes with a status of its own', '{"success":true}', 201],
    ['yes with an error', '{"success":true}', 500],
  ])('that says %s confirms nothing', async (_, body, status) => {
    const { url } = await says(body, status)
    expect(await captchaOf(url).captcha.confirm(here, token)).toBeNull()
  })

  it('that sends us elsewhere confirms nothing, and nobody goes there', async () => {
    const elsewhere = await says('{"success":true}')
    const { url } = await startService(res => res.writeHead(307, { location: elsewhere.url }).end())
    const { captcha, lines } = captchaOf(url)
    expect(await captcha.confirm(here, token)).toBeNull()
    expect(elsewhere.asked).toEqual([])
    expect(JSON.parse(lines[0]!)).toMatchObject({
      event: 'captcha',
      site: 'site_a',
      error: { message: 'status 307' },
    })
  })

  it('that is not there or hangs up confirms nothing', async () => {
    const { url } = await startService((_, req) => req.socket.destroy())
    expect(await captchaOf(url).captcha.confirm(here, token)).toBeNull()
    expect(await captchaOf('http://127.0.0.1:1/').captcha.confirm(here, token)).toBeNull()
  })

  it('is asked by 32 at once and no more: the others are not confirmed', async () => {
    const open: ServerResponse[] = []
    const first = Promise.withResolvers<void>()
    const { url } = await startService(res => {
      open.push(res)
      first.resolve()
    })
    const { captcha } = captchaOf(url)
    const answers = Array.from({ length: 32 }, () => captcha.confirm(here, token))
    expect(await captcha.confirm(here, token)).toBeNull()
    await first.promise
    const answering = setInterval(() => {
      for (const res of open.splice(0)) res.end('{"success":true}')
    }, 1)
    onTestFinished(() => clearInterval(answering))
    expect(await Promise.all(answers)).toEqual(Array(32).fill(mark))
    expect(await captcha.confirm(here, token)).toEqual(mark)
  })

  it('is for its own site alone', async () => {
    const { asked, url } = await says('{"success":true}')
    const { captcha } = captchaOf(url)
    expect(await captcha.confirm({ ...here, site: 'site_b' }, token)).toBeNull()
    expect(asked).toEqual([])
  })
})

describe('a check of the application', () => {
  it('is asked where the site has no service', async () => {
    const asked: unknown[] = []
    const { captcha } = captchaOf(null, async input => {
      asked.push(input)
      return true
    })
    expect(await captcha.confirm(here, token)).toEqual(mark)
    expect(await captcha.confirm({ ...here, address: '2001:db8:0:1::/64' }, token)).toEqual(mark)
    expect(await captcha.confirm({ ...here, address: 'unknown' }, token)).toEqual(mark)
    expect(asked).toEqual([
      { ...here, token },
      { ...here, address: '2001:db8:0:1::/64', token },
      { ...here, address: null, token },
    ])
  })

  it.each([
    ['says no', async () => false],
    ['says something else', async () => 'yes'],
    [
      'throws, at once',
      () => {
        throw new Error(token)
      },
    ],
    ['throws, later', () => Promise.reject(new Error(token))],
  ])('that %s confirms nothing', async (_, own) => {
    const { captcha } = captchaOf(null, own as ConfirmCaptcha)
    expect(await captcha.confirm(here, token)).toBeNull()
  })

  it('is not asked where the site has a service', async () => {
    const { url } = await says('{"success":false}')
    const { captcha } = captchaOf(url, async () => true)
    expect(await captcha.confirm(here, token)).toBeNull()
    expect(await captcha.confirm({ ...here, site: 'site_b' }, token)).toMatchObject({ ttlSeconds: 86_400 })
  })

  it('that nobody made confirms nothing', async () => {
    expect(await captchaOf(null).captcha.confirm(here, token)).toBeNull()
  })
})

describe('the setting', () => {
  const mistakesOf = (captcha: unknown, mode = 'development') => {
    const config = baseConfig()
    config.sites[0] = { ...config.sites[0], captcha }
    try {
      readConfig({ ...config, mode }, { baseDir: '/', env: { CAPTCHA: secret } })
      return []
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.message.split('\n').filter(line => line.includes('captcha'))
    }
  }
  const url = 'https://challenges.cloudflare.com/turnstile/v0/siteverify'

  it('may come from the environment', () => {
    expect(mistakesOf({ url, secret: 'env:CAPTCHA' })).toEqual([])
    expect(mistakesOf({ url, secret: 'env:CAPTCHA' }, 'production')).toEqual([])
    expect(mistakesOf(undefined)).toEqual([])
  })

  it.each([
    ['http://challenges.cloudflare.com/turnstile/v0/siteverify', /https address/],
    ['https://10.0.0.1/siteverify', /private network/],
    ['https://localhost/siteverify', /private network/],
  ])('may not be %s in production', (unsafe, message) => {
    expect(mistakesOf({ url: unsafe, secret }, 'production').join()).toMatch(message)
    expect(mistakesOf({ url: unsafe, secret })).toEqual([])
  })

  it.each([
    ['smtp://mail.test', 'url'],
    ['siteverify', 'url'],
    ['https://name:word@captcha.test/', 'url'],
    ['https://captcha.test/#here', 'url'],
    ['', 'url'],
  ])('may not be %j', (wrong, field) => {
    const mistakes = mistakesOf({ url: wrong, secret })
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(`sites[0].captcha.${field}`)
  })

  it('needs both halves, and knows no third', () => {
    expect(mistakesOf({ url })).toHaveLength(1)
    expect(mistakesOf({ secret })).toHaveLength(1)
    expect(mistakesOf({})).toHaveLength(2)
    expect(mistakesOf({ url, secret, sitekey: 'x' })).toHaveLength(1)
    expect(mistakesOf(url)).toHaveLength(1)
    expect(mistakesOf(null)).toHaveLength(1)
  })
})
