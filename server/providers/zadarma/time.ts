/** Whether `text` is a `call_start`: `2024-10-23 16:00:47`, a moment that exists. */
export function isCallStart(text: string): boolean {
  return wallClock(text) !== null
}

/**
 * A `call_start` as epoch milliseconds. It names no time zone: it is that of the account. Of the two moments
 * that have the same name when the clocks go back, the one nearer to `now`.
 *
 * @param timeZone IANA's name, or `±HH:MM`
 */
export function callStartAt(text: string, timeZone: string, now: number): number | null {
  const wall = wallClock(text)
  if (wall === null) return null
  const day = 86_400_000
  const candidates = [wall - day, wall + day].map(near => wall - offsetAt(near, timeZone))
  const real = candidates.filter(at => at + offsetAt(at, timeZone) === wall)
  const [best] = (real.length ? real : candidates).sort((a, b) => Math.abs(a - now) - Math.abs(b - now))
  return best ?? null
}

/** What the clock on the wall shows, as if it hung in UTC. */
function wallClock(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null
  const iso = `${text.replace(' ', 'T')}.000Z`
  const at = Date.parse(iso)
  // Date.parse takes the 30th of February for the 1st of March.
  return !Number.isNaN(at) && new Date(at).toISOString() === iso ? at : null
}

/** How far `timeZone` is ahead of UTC at `at`, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  const name = format.formatToParts(at).find(part => part.type === 'timeZoneName')?.value ?? ''
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
