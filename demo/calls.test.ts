import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Calls, type CallView, createCalls } from './calls.ts'

const shop = '+33176543210'
const mine = '+33612345678'

let calls: Calls
let told: CallView[]
let clock: number

beforeEach(() => {
  told = []
  clock = 1000
  calls = createCalls({ tell: call => void told.push(structuredClone(call)), ringMs: 20, now: () => clock })
})

const last = (): CallView => told.at(-1)!

function ring() {
  const call = calls.place({ from: shop, to: mine })
  return { call, id: last().id }
}

function talk() {
  const { call, id } = ring()
  calls.answer(id, 'page')
  return { call, id }
}

describe('a phone that rings', () => {
  it('shows who calls whom', () => {
    ring()
    expect(told).toEqual([
      expect.objectContaining({ from: shop, to: mine, at: 1000, state: 'ringing', page: null }),
    ])
  })

  it('stops by itself when nobody picks up', async () => {
    const { call } = ring()
    expect(await call.answered).toBe('no answer')
    await call.ended
    expect(last()).toMatchObject({ state: 'ended', end: 'missed' })
  })

  it('belongs to the first page that picks up', async () => {
    const { call, id } = ring()
    expect(calls.answer(id, 'first')).toBe(true)
    expect(calls.answer(id, 'second')).toBe(false)
    expect(await call.answered).toBe('answered')
    expect(last()).toMatchObject({ state: 'active', page: 'first' })
  })

  it('can be declined', async () => {
    const { call, id } = ring()
    expect(calls.decline(id)).toBe(true)
    expect(await call.answered).toBe('cancel')
    expect(last()).toMatchObject({ state: 'ended', end: 'declined' })
  })

  it('is a missed call when the caller gives up', async () => {
    const { call } = ring()
    call.hangUp()
    expect(await call.answered).toBe('no answer')
    expect(last()).toMatchObject({ state: 'ended', end: 'missed' })
  })

  it('is busy for a second caller, and free again afterwards', async () => {
    const { id } = ring()
    expect(await calls.place({ from: shop, to: mine }).answered).toBe('busy')
    expect(told).toHaveLength(1)
    calls.decline(id)
    ring()
    expect(last()).toMatchObject({ state: 'ringing' })
  })

  it('rings beside a call to another number', () => {
    ring()
    calls.place({ from: shop, to: '+447400123456' })
    expect(calls.list.map(call => [call.to, call.state])).toEqual([
      [mine, 'ringing'],
      ['+447400123456', 'ringing'],
    ])
  })
})

describe('a call', () => {
  it('says one line after the other, each until the page has spoken it', async () => {
    const { call, id } = talk()
    const first = call.say('Your code is: 1, 2, 3, 4, 5, 6.', 'en')
    expect(last().said).toEqual([{ text: 'Your code is: 1, 2, 3, 4, 5, 6.', language: 'en' }])
    expect(calls.spoken(id, 0)).toBe(true)
    await first
    void call.play('thanks.mp3', 'Thank you.')
    expect(last().said.at(-1)).toEqual({ text: 'Thank you.', language: null })
    expect(calls.spoken(id, 0)).toBe(false)
    expect(calls.spoken(id, 1)).toBe(true)
  })

  it('says nothing to a phone that only rings', async () => {
    const { call } = ring()
    await call.say('Hello', 'en')
    expect(last().said).toEqual([])
  })

  it('goes on when the page never says that a line was spoken', async () => {
    vi.useFakeTimers()
    try {
      const { call } = talk()
      const said = vi.fn()
      void call.say('Hello', 'en').then(said)
      await vi.advanceTimersByTimeAsync(4999)
      expect(said).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(1)
      expect(said).toHaveBeenCalled()
    } finally {
      vi.useRealTimers()
    }
  })

  it('hands over the next key, and only that', async () => {
    const { call, id } = talk()
    calls.press(id, '5')
    const key = call.key(10_000)
    calls.press(id, '1')
    calls.press(id, '2')
    expect(await key).toBe('1')
  })

  it('waits no longer for a key than it was told', async () => {
    const { call } = talk()
    expect(await call.key(1)).toBeNull()
  })

  it('ends for both sides when the phone hangs up, whatever was going on', async () => {
    const { call, id } = talk()
    const going = Promise.all([call.say('Hello', 'en'), call.key(10_000), call.ended])
    clock += 12_400
    expect(calls.hangUp(id)).toBe(true)
    expect(await going).toEqual([undefined, null, undefined])
    expect(last()).toMatchObject({ state: 'ended', end: 'hung_up', seconds: 12 })
    expect(calls.hangUp(id)).toBe(false)
    expect(calls.press(id, '1')).toBe(false)
    expect(await call.answered).toBe('answered')
  })

  it('ends when the caller hangs up, once', async () => {
    const { call } = talk()
    call.hangUp()
    call.hangUp()
    await call.ended
    expect(told.filter(({ state }) => state === 'ended')).toHaveLength(1)
    expect(await call.key(10_000)).toBeNull()
  })

  it('ends when the page that has it is gone, and no other', async () => {
    const { call } = talk()
    calls.leave('another page')
    expect(last().state).toBe('active')
    calls.leave('page')
    await call.ended
    expect(last().state).toBe('ended')
  })

  it('ends with the demo, ringing or not', async () => {
    const talking = talk().call
    const ringing = calls.place({ from: shop, to: '+447400123456' })
    calls.close()
    await Promise.all([talking.ended, ringing.ended])
    expect(calls.list.map(({ end }) => end)).toEqual(['hung_up', 'missed'])
  })
})

it('remembers the last thirty calls', () => {
  for (let i = 0; i < 31; i++) calls.place({ from: shop, to: `+4474001234${String(i).padStart(2, '0')}` })
  expect(calls.list).toHaveLength(30)
  expect(calls.list[0]!.to).toBe('+447400123401')
})
