import { platform } from './platform.ts'

export type Schedule = ReturnType<typeof createSchedule>

/**
 * Named moments, each with what is due then. Kept by the clock and not by timers, so that a device that slept,
 * a hidden page or an element that was moved makes up for what it missed, once `run` is called.
 *
 * @param awake nothing runs while this is false
 */
export function createSchedule(awake: () => boolean) {
  const due = new Map<string, { at: number; job: () => void }>()
  let timer: unknown

  function run() {
    if (!awake()) return platform.clearTimeout(timer)
    for (const [name, { at, job }] of due)
      if (at <= platform.now()) {
        due.delete(name)
        job()
      }
    platform.clearTimeout(timer)
    const next = Math.min(...[...due.values()].map(({ at }) => at))
    if (next < Infinity) timer = platform.setTimeout(run, next - platform.now())
  }

  return {
    run,
    /** Replaces what had this name. */
    set(name: string, ms: number, job: () => void) {
      due.set(name, { at: platform.now() + ms, job })
      run()
    },
    drop: (name: string) => due.delete(name),
    clear: () => due.clear(),
  }
}
