import { describe, expect, it } from 'vitest'
import { createSessions } from './session.ts'

const hour = 3_600_000

function atTime(start = 0) {
  const clock = { now: start }
  return { clock, sessions: createSessions(() => clock.now) }
}

const cookieOf = (setCookie: string): string => setCookie.split(';', 1)[0]!

describe('a session', () => {
  it('is found again by the cookie that it was given', () => {
    const { sessions } = atTime()
    const { session, isNew } = sessions.open(undefined)
    expect(isNew).toBe(true)
    expect(sessions.open(`other=1; ${cookieOf(sessions.cookie(session))}`)).toEqual({ session, isNew: false })
  })

  it('is a new one for a cookie that nobody was given', () => {
    const { sessions } = atTime()
    const { session, isNew } = sessions.open('saltmarsh=made-up')
    expect(isNew).toBe(true)
    expect(session.id).not.toBe('made-up')
  })

  it('ends an hour after it was used last', () => {
    const { sessions, clock } = atTime()
    const cookie = cookieOf(sessions.cookie(sessions.open(undefined).session))
    clock.now = hour - 1
    expect(sessions.open(cookie).isNew).toBe(false)
    clock.now += hour
    expect(sessions.open(cookie).isNew).toBe(true)
  })

  it('has a cookie that scripts cannot read and other sites do not send', () => {
    const { sessions } = atTime()
    const cookie = sessions.cookie(sessions.open(undefined).session)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
  })
})

describe('a nonce', () => {
  it('is taken once', () => {
    const { sessions } = atTime()
    const { session } = sessions.open(undefined)
    const nonce = sessions.issueNonce(session)
    expect(sessions.takeNonce(session, nonce)).toBe(true)
    expect(sessions.takeNonce(session, nonce)).toBe(false)
  })

  it('is worth nothing in another session', () => {
    const { sessions } = atTime()
    const nonce = sessions.issueNonce(sessions.open(undefined).session)
    expect(sessions.takeNonce(sessions.open(undefined).session, nonce)).toBe(false)
  })

  it('stands beside those of other tabs, until there are very many', () => {
    const { sessions } = atTime()
    const { session } = sessions.open(undefined)
    const [first, ...others] = Array.from({ length: 21 }, () => sessions.issueNonce(session))
    expect(sessions.takeNonce(session, first)).toBe(false)
    expect(others.every(nonce => sessions.takeNonce(session, nonce))).toBe(true)
  })

  it('is too old after an hour', () => {
    const { sessions, clock } = atTime()
    const { session } = sessions.open(undefined)
    const nonce = sessions.issueNonce(session)
    clock.now = hour
    expect(sessions.takeNonce(session, nonce)).toBe(false)
  })

  it('is never something else than a text', () => {
    const { sessions } = atTime()
    const { session } = sessions.open(undefined)
    expect(sessions.takeNonce(session, undefined)).toBe(false)
    expect(sessions.takeNonce(session, [sessions.issueNonce(session)])).toBe(false)
  })
})
