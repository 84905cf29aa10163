import { describe, expect, it } from 'vitest'
import {
  baseConfig,
  codeIn,
  expectProblem,
  hookTokenA,
  numberA,
  phoneX,
  phoneY,
  startServer,
  tokenA,
  wrong,
} from '../../../test/server-harness.ts'
import { createSimulatedMassejli, type MassejliAccount } from './massejli.ts'

// A whole server that learns the codes of WhatsApp from Massejli instead of making them.

describe('a verification with a code of Massejli’s', () => {
  it.each(['json', 'form', 'query'] as const)('ends with a proof, pushed as %s (M7)', async pushAs => {
    const { server, massejli } = await start({ pushAs })
    const started = await server.started({ to: phoneX })
    expect(started).toMatchObject({ state: 'waiting', codeLength: null })
    const code = codeIn(await massejli.message(phoneX.slice(1), 'VERIFY'))
    server.keepsSecret(code)
    expect((await server.view(started)).body).toMatchObject({ state: 'pending', delivery: 'sent' })
    expectProblem(await server.check(started, wrong(code)), 422, 'wrong_code', { checksLeft: 4 })
    expect((await server.check(started, code)).body).toMatchObject({ state: 'verified', to: '+44 •••• 3456' })
  })

  it('takes the latest code, and no earlier one (M7)', async () => {
    const { server, massejli } = await start()
    const started = await server.started({ to: phoneX })
    const codes = []
    for (let n = 0; n < 2; n++) codes.push(codeIn(await massejli.message(phoneX.slice(1), 'VERIFY')))
    for (const code of codes) server.keepsSecret(code)
    expectProblem(await server.check(started, codes[0]), 422, 'wrong_code', { checksLeft: 4 })
    expect((await server.check(started, codes[1])).body.state).toBe('verified')
  })

  it('is nobody else’s: the code is the contact’s own (M8, M12)', async () => {
    const { server, massejli } = await start()
    const started = await server.started({ to: phoneX })
    const code = codeIn(await massejli.message(phoneY.slice(1), 'VERIFY'))
    server.keepsSecret(code)
    expect((await server.view(started)).body.state).toBe('waiting')
    expectProblem(await server.check(started, code), 409, 'no_code_yet')
  })

  it('needs to know whom it is for', async () => {
    const { server } = await start()
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'whatsapp' }), 400, 'invalid_contact')
  })

  it('is changed by nobody without the token, and by no message (M3)', async () => {
    const { server } = await start()
    const started = await server.started({ to: phoneX })
    const path = `/hooks/wa/${hookTokenA}`
    const push = { contact: phoneX.slice(1), authcode: '482913', token: `${tokenA}x` }
    const refused = await server.request('POST', `${path}/code`, { json: push })
    expect(refused).toMatchObject({ status: 401, text: '{"status":"refused"}' })
    const message = { phone: numberA.slice(1), token: tokenA, contact: phoneX.slice(1), command: 'verify' }
    expect((await server.request('POST', path, { json: { ...message, message: 'VERIFY' } })).status).toBe(404)
    expect((await server.view(started)).body.state).toBe('waiting')
  })
})

/** A server whose Massejli makes the codes. */
async function start(more: Partial<MassejliAccount> = {}) {
  const { providers } = baseConfig()
  const server = await startServer({
    config: { providers: { ...providers, wa: { ...providers.wa!, codes: 'massejli' } } },
  })
  for (const secret of [phoneX, phoneY]) server.keepsSecret(secret)
  const webhook = `${server.address}/hooks/wa/${hookTokenA}`
  const massejli = createSimulatedMassejli({
    phone: numberA.slice(1),
    token: tokenA,
    webhook,
    push: `${webhook}/code`,
    commands: { VERIFY: 'verify', NO: 'no' },
    otherwise: 'other',
    ...more,
  })
  return { server, massejli }
}
