import { EventEmitter } from 'node:events'
import type { Response } from 'express'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createOpenPages, type OpenPages } from './open-pages.ts'
import { createSessions } from './session.ts'

let pages: OpenPages
let gone: string[]

beforeEach(() => {
  vi.useFakeTimers()
  gone = []
  pages = createOpenPages(id => gone.push(id), 1000)
})
afterEach(() => void vi.useRealTimers())

/** As much of a response as an event stream needs. */
function stream() {
  const written: string[] = []
  const events = new EventEmitter()
  const { session } = createSessions().open(undefined)
  const response = Object.assign(events, {
    locals: { session },
    set: () => response,
    flushHeaders: () => {},
    write: (chunk: string) => written.push(chunk),
  })
  return { response: response as unknown as Response, session, written, end: () => events.emit('close') }
}

it('sends events to one page, to those of a session, or to all', () => {
  const [one, other] = [stream(), stream()]
  pages.open(one.response, 'one').send('ready', {})
  pages.open(other.response, 'other')
  for (const page of pages.of(other.session)) page.send('text', { id: 1 })
  for (const page of pages.of()) page.send('call', { id: 2 })
  expect(one.written).toEqual(['event: ready\ndata: {}\n\n', 'event: call\ndata: {"id":2}\n\n'])
  expect(other.written).toEqual(['event: text\ndata: {"id":1}\n\n', 'event: call\ndata: {"id":2}\n\n'])
})

it('takes a page for gone when it does not come back', () => {
  const page = stream()
  pages.open(page.response, 'one')
  page.end()
  expect(pages.of()).toEqual([])
  vi.advanceTimersByTime(999)
  expect(gone).toEqual([])
  vi.advanceTimersByTime(1)
  expect(gone).toEqual(['one'])
})

it('waits anew for a page that loads again, however often', () => {
  const [first, second] = [stream(), stream()]
  pages.open(first.response, 'one')
  first.end()
  vi.advanceTimersByTime(900)
  pages.open(second.response, 'one')
  second.end()
  vi.advanceTimersByTime(900)
  expect(gone).toEqual([])
  vi.advanceTimersByTime(100)
  expect(gone).toEqual(['one'])
})

it('does not miss a page that is open twice', () => {
  const [first, second] = [stream(), stream()]
  pages.open(first.response, 'one')
  pages.open(second.response, 'one')
  first.end()
  vi.advanceTimersByTime(5000)
  expect(gone).toEqual([])
})
