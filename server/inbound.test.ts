import { describe, expect, it } from 'vitest'
import {
  as,
  codeIn,
  createClock,
  expectProblem,
  hookTokenA,
  hookTokenB,
  notification,
  numberB,
  originB,
  phoneX,
  phoneY,
  secretA,
  shareServer,
  startServer,
  type TestServer,
  tokenA,
  tokenB,
  wrong,
} from '../test/server-harness.ts'
import { ar } from './texts/ar.ts'
import { en } from './texts/en.ts'
import { fr } from './texts/fr.ts'

// People write to a business number, and Massejli posts that to our hook.

const { whatsapp_help, whatsapp_other, whatsapp_use_link, whatsapp_later, whatsapp_canceled } = en.messages

const shared = shareServer()

describe('the service’s own example', () => {
  const seed =
    '{"phone": "964622445511", "token": "Demofdsf3453328987d3d34", "contact": "9613123456", "command": "opinion", "message": "my opinion is ..."}'

  it('is understood, byte for byte, and answered in JSON and UTF-8', async () => {
    const server = await startServer()
    const answer = await server.hook(undefined, { raw: seed })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.body).toEqual({ message: whatsapp_help })
  })

  it('gets the code with a command and a reference in place of the opinion', async () => {
    const server = await startServer()
    const started = await server.started({ to: '+961 3 123 456' })
    const raw = seed.replace('my opinion is ...', started.whatsapp!.command)
    const answer = await server.hook(undefined, { raw })
    expect(answer.body.message).toBe(
      `*${codeIn(answer.text)}* is your code for a.test.\nType it only on the page you opened yourself. Valid 10 minutes. Not you? Reply NO.`,
    )
    const { body } = await server.check(started, codeIn(answer.body.message))
    expect(body.state).toBe('verified')
  })

  it('gets the code with the bare word that the site asks for', async () => {
    const server = await startServer()
    const started = await server.started({ to: '+9613123456' })
    const answer = await server.hook(undefined, { raw: seed.replace('my opinion is ...', 'verify') })
    expect((await server.check(started, codeIn(answer.body.message))).status).toBe(200)
  })
})

describe('a reference', () => {
  it('makes the first sender the contact where none was named', async () => {
    const server = shared()
    const started = await server.started()
    const code = codeIn(await server.massejli(started.whatsapp!.command, '+33612345601'))
    expect((await server.view(started)).body).toMatchObject({
      state: 'pending',
      to: '+33 •••• 5601',
      delivery: 'sent',
      notice: null,
    })
    // And it stays that: for everybody else it is another’s.
    expect(await server.massejli(started.whatsapp!.command, '+33612345602')).toBe(whatsapp_other)
    const { body } = await server.check(started, code)
    expect(body).toMatchObject({ state: 'verified', to: '+33 •••• 5601' })
  })

  it.each<[how: string, write: (command: string) => string]>([
    ['as shown', command => command],
    ['in lower case', command => command.toLowerCase()],
    ['without its dash', command => command.replace('-', '')],
    ['without any space or dash', command => command.replace(/[- ]/g, '')],
    ['with spaces in place of dashes', command => command.replace('-', ' ')],
    ['with a long dash', command => command.replace('-', ' — ')],
    ['on two lines', command => command.replace('-', '\n')],
    ['with O for 0 and l for 1', command => command.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['between direction marks', command => `\u200f\u202b${command}\u202c\u200e`],
    ['with a mark inside', command => command.replace('-', '\u200b-\u2060')],
    ['in full-width characters', command => command.replace(/[!-~]/g, wide)],
    ['with Arabic digits', command => command.replace(/\d/g, d => String.fromCharCode(0x660 + Number(d)))],
    ['in the middle of words', command => `hello, ${command} please`],
    ['without the command', command => command.replace('VERIFY ', '')],
    ['with white space around', command => `\n  ${command}\t`],
  ])('is read %s', async (_, write) => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    const reply = await server.massejli(write(started.whatsapp!.command), phoneX)
    expect((await server.check(started, codeIn(reply))).status).toBe(200)
  })

  it('in look-alike letters of another alphabet is none', async () => {
    const server = await startServer()
    for (;;) {
      const started = await server.started({ to: phoneX })
      const typed = started.whatsapp!.command.replace(/[KMTHBXA](?=[^ ]*$)/g, lookAlike)
      if (typed === started.whatsapp!.command) continue
      expect(await server.massejli(typed, phoneX)).not.toMatch(/\d{6}/)
      expect((await server.view(started)).body.state).toBe('waiting')
      break
    }
  })

  it('works with the contact in every spelling the service may use', async () => {
    const server = shared()
    for (const contact of ['447911123456', '+447911123456', '+44 7911 123456', '٤٤٧٩١١١٢٣٤٥٦']) {
      const started = await server.started({ to: phoneX })
      const { body } = await server.hook(notification(started.whatsapp!.command, contact))
      expect((await server.check(started, codeIn(body.message))).status, contact).toBe(200)
    }
  })

  it('works where WhatsApp and the telephone network spell a number in two ways', async () => {
    const server = shared()
    for (const [declared, sender] of [
      ['+525512345678', '5215512345678'],
      ['+5511987654321', '551187654321'],
      ['+5491123456789', '541123456789'],
    ] as const) {
      const started = await server.started({ to: declared })
      const { body } = await server.hook(notification(started.whatsapp!.command, sender))
      const checked = await server.check(started, codeIn(body.message))
      expect(checked.status, declared).toBe(200)
      const { proof } = (await server.siteverify({ secret: secretA, response: checked.body.proof })).body
      expect(proof!.phone_number).toBe(declared)
    }
  })

  it('that is unknown, expired or used up is answered with where to start', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const expired = await server.started({ to: phoneX })
    clock.pass(900)
    expect(await server.massejli(expired.whatsapp!.command, phoneX)).toBe(whatsapp_help)
    expect((await server.view(expired)).body.state).toBe('expired')

    const { started } = await server.verified(phoneX)
    const { revision } = (await server.view(started)).body
    clock.pass(61)
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toBe(whatsapp_help)
    expect((await server.view(started)).body).toMatchObject({ state: 'verified', revision })

    const canceled = await server.started({ to: phoneX })
    await server.end(canceled)
    expect(await server.massejli(canceled.whatsapp!.command, phoneX)).toBe(whatsapp_help)
    expect((await server.view(canceled)).body).toMatchObject({ state: 'canceled', delivery: 'none' })

    expect(await server.massejli('VERIFY 0000-0000', phoneX)).toBe(whatsapp_help)
  })

  it('is never made of a code, nor of the id of a verification', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
    const { revision } = (await server.view(started)).body
    for (const [n, text] of [code, `VERIFY ${code}`, `${code}${code.slice(0, 2)}`, started.id].entries()) {
      expect(await server.massejli(text, `+4479111300${10 + n}`)).not.toMatch(/\d{6}/)
      expect(await server.massejli(text, phoneX)).not.toMatch(/\d{6}/)
    }
    expect((await server.view(started)).body.revision).toBe(revision)
  })

  it('of a page that went away from WhatsApp and came back is still right', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    await server.massejli(started.whatsapp!.command, phoneX)
    await server.send(started, { channel: 'whatsapp' })
    expect((await server.view(started)).body.state).toBe('waiting')
    const reply = await server.massejli(`${started.whatsapp!.command}!`, phoneX)
    expect((await server.view(started)).body.state).toBe('pending')
    expect((await server.check(started, codeIn(reply))).status).toBe(200)
  })
})

describe('somebody else who sends a reference', () => {
  it('gets a neutral answer that tells nothing, is noticed, and the third time ends it', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const command = started.whatsapp!.command
    for (const n of [1, 2]) {
      const reply = await server.massejli(command, `+44791112000${n}`)
      expect(reply).toBe(whatsapp_other)
      expect((await server.view(started)).body).toMatchObject({
        state: 'waiting',
        notice: 'other_number',
        to: '+44 •••• 3456',
      })
    }
    expect(await server.massejli(command, '+447911120003')).toBe(whatsapp_other)
    expect((await server.view(started)).body.state).toBe('canceled')
    expect(await server.massejli(command, phoneX)).toBe(whatsapp_help)
    expectProblem(await server.check(started, '000000'), 410, 'closed', { state: 'canceled' })
  })

  it('is forgotten when the right one writes', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    await server.massejli(started.whatsapp!.command, phoneY)
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    expect((await server.view(started)).body).toMatchObject({ state: 'pending', notice: null })
    expect((await server.check(started, codeIn(reply))).status).toBe(200)
  })

  it('ends it just the same when he sends the same words three times', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    for (let time = 0; time < 3; time++) {
      expect(await server.massejli(started.whatsapp!.command, phoneY)).toBe(whatsapp_other)
    }
    expect((await server.view(started)).body.state).toBe('canceled')
  })
})

describe('a sender without a number', () => {
  it.each(['', 'US.13491208655302741918', 'hidden', '0', '123', '1'.repeat(16)])(
    'who is called %j is told so, and proves nothing whatever the text says',
    async contact => {
      const server = await startServer()
      const started = await server.started({ to: phoneX })
      const message = `${started.whatsapp!.command} my number is ${phoneX}`
      const { status, body } = await server.hook(notification(message, contact))
      expect(status).toBe(200)
      expect(body.message).toBe(whatsapp_other)
      expect((await server.view(started)).body).toMatchObject({ state: 'waiting', notice: 'number_hidden' })
    },
  )

  it('can still be followed by a message that has one', async () => {
    const server = await startServer()
    const started = await server.started()
    await server.hook(notification(started.whatsapp!.command, ''))
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    expect((await server.view(started)).body).toMatchObject({ state: 'pending', notice: null })
    expect((await server.check(started, codeIn(reply))).status).toBe(200)
  })
})

describe('the bare command word', () => {
  it('without a verification for this sender is answered with where to start', async () => {
    const server = await startServer()
    await server.started({ to: phoneY })
    // Without a declared number nobody can be meant by a word alone.
    await server.started()
    expect(await server.massejli('VERIFY', phoneX)).toBe(whatsapp_help)
  })

  it.each(['VERIFY', 'verify', ' Verify! ', '\u200fＶＥＲＩＦＹ', '"verify".'])(
    '%j with one gets its code',
    async word => {
      const server = await startServer()
      const started = await server.started({ to: phoneX })
      await server.started({ to: phoneY })
      const reply = await server.massejli(word, phoneX)
      expect((await server.check(started, codeIn(reply))).status).toBe(200)
    },
  )

  it('with two is answered with the link on the page, and gives no code', async () => {
    const server = await startServer()
    const first = await server.started({ to: phoneX })
    const second = await server.started({ to: phoneX })
    expect(await server.massejli('VERIFY', phoneX)).toBe(whatsapp_use_link)
    expect((await server.view(first)).body).toMatchObject({ state: 'waiting', revision: 1 })
    expect((await server.view(second)).body).toMatchObject({ state: 'waiting', revision: 1 })
    await server.end(first)
    const reply = await server.massejli('VERIFY please'.slice(0, 6), phoneX, { command: 'other' })
    expect((await server.check(second, codeIn(reply))).status).toBe(200)
  })

  it('is no other site’s word, and no part of a longer text', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    for (const text of ['CONFIRMER', 'VERIFYING', 'please VERIFY me']) {
      expect(await server.massejli(text, phoneX)).not.toMatch(/\d{6}/)
    }
    expect((await server.view(started)).body.state).toBe('waiting')
  })

  it('waits only at the number where the verification waits', async () => {
    const server = await startServer()
    await server.started({ to: phoneX })
    const { body } = await atB(server, 'CONFIRMER', phoneX)
    expect(body.message).not.toMatch(/\d{6}/)
  })
})

describe('the same message again', () => {
  it('five times at once has one effect and one answer', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const replies = await Promise.all(
      Array.from({ length: 5 }, () => server.massejli(started.whatsapp!.command, phoneX)),
    )
    expect(new Set(replies).size).toBe(1)
    expect((await server.view(started)).body.revision).toBe(2)
    expect((await server.check(started, codeIn(replies[0]!))).status).toBe(200)
  })

  it('within a minute is the same delivery, and is not counted', async () => {
    const clock = createClock()
    const server = await startServer({ clock, config: { limits: {} } })
    const started = await server.started({ to: phoneX })
    const first = await server.massejli(started.whatsapp!.command, phoneX)
    for (let n = 0; n < 5; n++) {
      clock.pass(10)
      expect(await server.massejli(started.whatsapp!.command, phoneX)).toBe(first)
    }
    expect((await server.view(started)).body.revision).toBe(2)
  })

  it('later gets the same code, and is counted', async () => {
    const clock = createClock()
    const server = await startServer({ clock, config: { limits: {} } })
    const started = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
    for (let n = 0; n < 2; n++) {
      clock.pass(61)
      expect(codeIn(await server.massejli(started.whatsapp!.command, phoneX))).toBe(code)
    }
    clock.pass(61)
    // Three to one contact in ten minutes.
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toBe(whatsapp_later)
    expect((await server.check(started, code)).status).toBe(200)
  })

  it('in other words is another message of the same sender, with the same code', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
    expect(codeIn(await server.massejli(`again: ${started.whatsapp!.command}`, phoneX))).toBe(code)
    expect((await server.view(started)).body).toMatchObject({ revision: 3, checksLeft: 5 })
  })

  it('does not give checks back', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
    for (let n = 0; n < 4; n++) await server.check(started, wrong(code, n))
    await server.massejli(`${started.whatsapp!.command}.`, phoneX)
    expect((await server.view(started)).body.checksLeft).toBe(1)
    expectProblem(await server.check(started, wrong(code, 9)), 422, 'wrong_code', { checksLeft: 0 })
    expectProblem(await server.check(started, code), 410, 'closed', { state: 'locked' })
  })

  it('as an unknown reference is one guess', async () => {
    const server = await startServer()
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => server.massejli('VERIFY 0000-0A0A', phoneX)),
    )
    expect(replies).toContain(whatsapp_help)
    const started = await server.started({ to: phoneX })
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toMatch(/\d{6}/)
  })

  it('as the bare word is another one for the next verification', async () => {
    const server = await startServer()
    expect(await server.massejli('VERIFY', phoneX)).toBe(whatsapp_help)
    const first = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli('VERIFY', phoneX))
    expect((await server.check(first, code)).status).toBe(200)
    const second = await server.started({ to: phoneX })
    const reply = await server.massejli('VERIFY', phoneX)
    expect((await server.check(second, codeIn(reply))).status).toBe(200)
  })

  it('as a NO has the same answer', async () => {
    const server = await startServer()
    await server.started({ to: phoneX })
    expect(await server.massejli('NO', phoneX)).toBe(whatsapp_canceled)
    expect(await server.massejli('NO', phoneX)).toBe(whatsapp_canceled)
  })
})

describe('unknown references', () => {
  it('mute the sender after five, also for a right one, and nobody else', async () => {
    const server = await startServer()
    for (let n = 0; n < 5; n++) {
      expect(await server.massejli(`VERIFY 0000-0B0${n}`, phoneY)).toBe(whatsapp_help)
    }
    for (let n = 5; n < 10; n++) expect(await server.massejli(`VERIFY 0000-0B0${n}`, phoneY)).toBe('')
    const started = await server.started()
    expect(await server.massejli(started.whatsapp!.command, phoneY)).toBe('')
    expect((await server.view(started)).body).toMatchObject({ state: 'waiting', to: null })
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toMatch(/\d{6}/)
  })

  it('are forgiven after an hour', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    for (let n = 0; n < 6; n++) await server.massejli(`VERIFY 0000-0C0${n}`, phoneX)
    clock.pass(3600)
    const started = await server.started({ to: phoneX })
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toMatch(/\d{6}/)
  })

  it('by the hundred find nothing and get five answers', async () => {
    const server = await startServer()
    const waiting = await server.started()
    const replies: string[] = []
    for (let n = 0; n < 100; n++) {
      replies.push(await server.massejli(`VERIFY ${1000 + n}-AB12`, phoneY))
    }
    expect(replies.filter(Boolean)).toHaveLength(5)
    expect((await server.view(waiting)).body).toMatchObject({ state: 'waiting', revision: 1 })
  })
})

describe('small talk', () => {
  it('gets one answer a day, our own words sent back included', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const replies: string[] = []
    for (let n = 0; n < 50; n++) {
      replies.push(await server.massejli(['hi', '?', whatsapp_help, '👋', ''][n % 5]!, phoneX))
      clock.pass(61)
    }
    expect(replies.filter(Boolean)).toEqual([whatsapp_help])
    clock.pass(86_400)
    expect(await server.massejli('hi', phoneX)).toBe(whatsapp_help)
  })
})

describe('NO', () => {
  it.each(['NO', 'no', ' No. ', 'STOP', 'non', 'لا', '\u200fلا'])(
    'written %j cancels what the sender has waiting',
    async word => {
      const server = await startServer()
      const started = await server.started({ to: phoneX })
      const other = await server.started({ to: phoneY })
      const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
      expect(await server.massejli(word, phoneX)).toBe(whatsapp_canceled)
      expect((await server.view(started)).body.state).toBe('canceled')
      expectProblem(await server.check(started, code), 410, 'closed', { state: 'canceled' })
      expect((await server.view(other)).body.state).toBe('waiting')
    },
  )

  it('cancels what waits for this number before the first message came', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    expect(await server.massejli('NO', phoneX)).toBe(whatsapp_canceled)
    expect((await server.view(started)).body.state).toBe('canceled')
  })

  it('revokes what the sender has verified', async () => {
    const server = await startServer()
    const { started, proof } = await server.verified(phoneX)
    expect(await server.massejli('NO', phoneX)).toBe(whatsapp_canceled)
    expect((await server.view(started)).body).not.toHaveProperty('proof')
    const { body } = await server.siteverify({ secret: secretA, response: proof })
    expect(body).toEqual({ success: false, 'error-codes': ['revoked'] })
  })

  it('of somebody else changes nothing', async () => {
    const server = await startServer()
    const { proof } = await server.verified(phoneX)
    const waiting = await server.started({ to: phoneX })
    expect(await server.massejli('NO', phoneY)).toBe(whatsapp_help)
    // The same last seven digits, another country.
    expect(await server.massejli('NO', '+33611123456')).toBe(whatsapp_help)
    expect((await server.view(waiting)).body.state).toBe('waiting')
    expect((await server.siteverify({ secret: secretA, response: proof })).body.success).toBe(true)
  })

  it('inside a sentence is no NO', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    expect(await server.massejli('no code yet', phoneX)).toBe(whatsapp_help)
    expect((await server.view(started)).body.state).toBe('waiting')
  })
})

describe('two numbers of one account', () => {
  it('are two providers: a reference counts only where its link leads', async () => {
    const server = await startServer()
    const started = await server.started({ to: phoneX })
    const { body } = await atB(server, started.whatsapp!.command, phoneX)
    expect(body.message).toBe(fr.messages.whatsapp_help)
    expect((await server.view(started)).body.state).toBe('waiting')
    const b = await server.started({ sitekey: 'site_b', to: phoneX }, { Origin: originB })
    expect(b.whatsapp!.number).toBe(numberB)
    expect(b.whatsapp!.command).toMatch(/^CONFIRMER /)
    const reply = (await atB(server, b.whatsapp!.command, phoneX)).body.message
    const checked = await server.request('POST', `/v1/verifications/${b.id}/check`, {
      headers: { ...as(b), Origin: originB },
      json: { code: codeIn(reply) },
    })
    expect(checked.status).toBe(200)
  })

  it('do not take each other’s messages', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    const command = started.whatsapp!.command
    for (const [body, path, status] of [
      [notification(command, phoneX, { phone: numberB.slice(1) }), `/hooks/wa/${hookTokenA}`, 404],
      [notification(command, phoneX, { phone: '' }), `/hooks/wa/${hookTokenA}`, 404],
      [notification(command, phoneX, { phone: '964622445512' }), `/hooks/wa/${hookTokenA}`, 404],
      [notification(command, phoneX), `/hooks/wb/${hookTokenB}`, 401],
      [notification(command, phoneX, { token: tokenB }), `/hooks/wb/${hookTokenB}`, 404],
    ] as const) {
      const answer = await server.hook(body, { path })
      expect(answer.status).toBe(status)
      expect(answer.body).toEqual({ message: '' })
    }
    expect((await server.view(started)).body).toMatchObject({ state: 'waiting', revision: 1 })
  })
})

describe('languages', () => {
  it.each([
    ['fr', fr, 'code pour a.test'],
    ['ar', ar, '\u2068a.test\u2069'],
  ])('the visitor’s language, %s, decides every reply', async (language, texts, words) => {
    const server = await startServer()
    const started = await server.started({ to: phoneX, language })
    const second = await server.started({ to: phoneX, language })
    expect(await server.massejli('VERIFY', phoneX)).toBe(texts.messages.whatsapp_use_link)
    await server.end(second)
    expect(await server.massejli(started.whatsapp!.command, phoneY)).toBe(texts.messages.whatsapp_other)
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    expect(reply).toContain(words)
    expect(codeIn(reply)).toMatch(/^[0-9]{6}$/)
    expect(await server.massejli('NO', phoneX)).toBe(texts.messages.whatsapp_canceled)
  })

  it('without a verification the language is the site’s', async () => {
    const server = await startServer()
    expect((await atB(server, 'salut', phoneX)).body.message).toBe(fr.messages.whatsapp_help)
  })
})

describe('the token', () => {
  it.each([
    ['another', 'wrong-token-of-nobody'],
    ['one character more', `${tokenA}x`],
    ['one character less', tokenA.slice(0, -1)],
    ['upper case', tokenA.toUpperCase()],
    ['an empty one', ''],
    ['none', undefined],
    ['null', null],
    ['a number', 5],
    ['a list', [tokenA]],
    ['an object', { 0: tokenA }],
    ['the other number’s', tokenB],
    ['600 characters', tokenA.repeat(30)],
  ])('that is %s gets 401 and no word about the rest', async (_, token) => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    const right = await server.hook(notification(started.whatsapp!.command, phoneX, { token }))
    const junk = await server.hook({ token, nonsense: true })
    for (const answer of [right, junk]) {
      expect(answer.status).toBe(401)
      expect(answer.body).toEqual({ message: '' })
    }
    expect((await server.view(started)).body).toMatchObject({ state: 'waiting', revision: 1 })
  })

  it('is in no line of the log, nor is the path', async () => {
    const server = await startServer()
    const odd = 'odd-token-that-was-sent-by-mistake'
    server.keepsSecret(odd)
    await server.hook(notification('VERIFY', phoneX, { token: odd }))
    await server.hook({}, { path: `/hooks/wa/${odd}` })
    await server.massejli('VERIFY', phoneX)
    expect(server.logLines.join('')).toContain('hook_refused')
    expect(server.logLines.join('')).not.toContain('/hooks/wa/')
  })

  it('in the path may be any of a list', async () => {
    const second = 'second-hook-token-22-chars'
    const server = await startServer({
      config: {
        providers: {
          wa: { type: 'massejli', number: '+964622445511', token: tokenA, hookToken: [hookTokenA, second] },
          wb: { type: 'massejli', number: numberB, token: tokenB, hookToken: hookTokenB },
          mail: { type: 'smtp', url: 'smtp://127.0.0.1:1', from: 'verify@a.test' },
        },
      },
    })
    for (const token of [hookTokenA, second]) {
      const started = await server.started({ to: phoneX })
      const answer = await server.hook(notification(started.whatsapp!.command, phoneX), {
        path: `/hooks/wa/${token}`,
      })
      expect((await server.check(started, codeIn(answer.body.message))).status).toBe(200)
    }
    expectProblem(await server.request('POST', '/hooks/wa/third-hook-token-22-chars'), 404, 'not_found')
  })
})

describe('what the service would never post', () => {
  it.each<[what: string, raw: string | Uint8Array, status: number]>([
    ['nothing', '', 401],
    ['half an object', '{"phone":', 401],
    ['null', 'null', 401],
    ['a text', '"x"', 401],
    ['a number', '1', 401],
    ['a list', '[]', 401],
    ['a list around it', JSON.stringify([notification('VERIFY', phoneX)]), 401],
    ['a form', new URLSearchParams(notification('VERIFY', phoneX)).toString(), 401],
    ['7,000 lists in each other', '['.repeat(7000) + ']'.repeat(7000), 401],
    [
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"token":"'), Buffer.from([0xff]), Buffer.from('"}')]),
      401,
    ],
    ['UTF-16', Buffer.from(JSON.stringify(notification('VERIFY', phoneX)), 'utf16le'), 401],
    ['17 KB', JSON.stringify(notification('x'.repeat(17_000), phoneX)), 413],
    ['a list as the message', JSON.stringify(notification(['VERIFY'] as never, phoneX)), 400],
    ['an object as the contact', JSON.stringify(notification('VERIFY', phoneX, { contact: {} })), 400],
    [
      'a number as the contact',
      JSON.stringify(notification('VERIFY', phoneX, { contact: 447911123456 })),
      400,
    ],
    ['no message', JSON.stringify(notification('VERIFY', phoneX, { message: undefined })), 400],
    ['no contact', JSON.stringify(notification('VERIFY', phoneX, { contact: undefined })), 400],
    ['a list as the phone', JSON.stringify(notification('VERIFY', phoneX, { phone: ['964622445511'] })), 400],
    ['9,000 characters', JSON.stringify(notification('x'.repeat(9000), phoneX)), 400],
  ])('such as %s gets a stable answer', async (_, raw, status) => {
    const server = shared()
    const answer = await server.hook(undefined, { raw })
    expect(answer.status).toBe(status)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.text).toBe('{"message":""}')
  })

  it('is refused by GET, with nothing echoed', async () => {
    const server = shared()
    const path = `/hooks/wa/${hookTokenA}?zd_echo=hello&hub.challenge=hello&hub.mode=subscribe`
    const answer = await server.request('GET', path)
    expect(answer.status).toBe(405)
    expect(answer.text).not.toContain('hello')
  })

  it('is read as JSON whatever the content type says', async () => {
    const server = shared()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      const started = await server.started({ to: phoneX })
      const answer = await server.hook(notification(started.whatsapp!.command, phoneX), {
        headers: { 'Content-Type': type },
      })
      expect((await server.check(started, codeIn(answer.body.message))).status, type).toBe(200)
    }
  })

  it('may hold fields that nobody knows, and leave out the command', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    const answer = await server.hook({
      ...notification(started.whatsapp!.command, phoneX, { command: undefined }),
      contact_name: 'X',
      ['__proto__']: { from: phoneY },
    })
    expect((await server.check(started, codeIn(answer.body.message))).status).toBe(200)
  })

  it('does not make a line of the log two', async () => {
    const server = await startServer()
    const odd = '\n{"level":30,"event":"verified"}\r\n\u001b[31m\u2028'
    await server.hook(notification(`VERIFY${odd}`, phoneX, { contact: `1${odd}`, command: odd }))
    await server.start({ sitekey: 'site_a', channel: 'whatsapp', to: odd })
    await server.request('GET', '/nothing', { headers: { 'User-Agent': 'x\ty' } })
    for (const line of server.logLines) expect(line.trimEnd().split('\n')).toHaveLength(1)
    expect(server.logLines.join('')).not.toContain('\u001b')
  })
})

function wide(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0)
}

function lookAlike(latin: string): string {
  return { K: 'К', M: 'М', T: 'Т', H: 'Н', B: 'В', X: 'Х', A: 'А' }[latin]!
}

function atB(server: TestServer, message: string, from: string) {
  const body = notification(message, from, { phone: numberB.slice(1), token: tokenB })
  return server.hook(body, { path: `/hooks/wb/${hookTokenB}` })
}
