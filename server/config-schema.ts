import { z } from 'zod'
import type { Mode, Windows } from './config.ts'
import { text, whole } from './config-fields.ts'
import { unsafeLimitsOff, unsafeRuleMode } from './config-safety.ts'
import { ruleNames } from './limits.ts'

// The sections of numbers, with the defaults of design.md §4.1. `readFields` takes each object below as it is.

/** `listen`. */
export const listenShape = {
  host: text('Write an address to listen on, such as "127.0.0.1".', host =>
    /^[A-Za-z0-9.:_-]+$/.test(host) ? undefined : 'Write an address to listen on, such as "127.0.0.1".',
  ).default('127.0.0.1'),
  /** 0: any that is free. */
  port: whole(0, 65535).default(8787),
}

/** `code`. */
export const codeShape = {
  length: whole(6, 10, 'Fewer digits can be guessed.').default(6),
  waitSeconds: whole(1, 1800).default(900),
  ttlSeconds: whole(1, 600, 'A code that lives longer can be guessed.').default(600),
  totalSeconds: whole(1, 1800).default(1800),
  checks: whole(1, 10, 'With more checks a code can be guessed.').default(5),
}

/** `proof`. */
export const proofShape = {
  ttlSeconds: whole(1, 600, 'A proof that lives longer can be stolen and used.').default(300),
  refreshSeconds: whole(0, 3600).default(1800),
}

/** The longest window of a limit: 30 days. */
const longestWindow = 2_592_000

/** `limits`, without the sections in it. */
export function limitsShape(mode: Mode) {
  return {
    off: z
      .boolean()
      .superRefine((off, context) => {
        const message = unsafeLimitsOff(off, mode)
        if (message) context.addIssue({ code: 'custom', message })
      })
      .default(false),
    coolDownSeconds: z
      .array(whole(0, 86_400), { error: 'Write a list of seconds, such as [30, 60, 120, 300].' })
      .min(1, { error: 'The list is empty. Write at least one wait in seconds, such as [30].' })
      .default([30, 60, 120, 300]),
    contactSends: windows({ '600': 3, '3600': 5, '86400': 10 }),
    contactCalls: windows({ '86400': 3 }),
    contactWrong: windows({ '3600': 10, '86400': 20 }),
    addressStarts: z.unknown(),
    addressChecks: windows({ '300': 30 }),
    prefixNumbers: windows({ '600': 5, '3600': 20 }),
    conversion: z.unknown(),
    siteGuesses: z.unknown(),
    rules: z.unknown(),
  }
}

/** `limits.addressStarts`. */
export const addressStartsShape = {
  paid: windows({ '3600': 10 }),
  email: windows({ '3600': 30 }),
  whatsapp: windows({ '3600': 300 }),
}

/** `limits.conversion`. */
export const conversionShape = {
  window: whole(1, longestWindow).default(3600),
  sends: whole(1, 1_000_000).default(20),
  minPercent: whole(0, 100).default(20),
  pauseSeconds: whole(1, longestWindow).default(3600),
}

/** `limits.siteGuesses`. */
export const siteGuessesShape = {
  window: whole(1, longestWindow).default(600),
  wrong: whole(1, 1_000_000).default(200),
  checked: whole(2, 1_000_000).default(50),
  minPercent: whole(0, 100).default(20),
  pauseSeconds: whole(1, longestWindow).default(3600),
}

/** `limits.rules`: every rule by its name. */
export function rulesShape(mode: Mode) {
  const ruleMode = (rule: string) =>
    z
      .enum(['enforce', 'record', 'off'], { error: 'Write "enforce", "record" or "off".' })
      .superRefine((written, context) => {
        const message = unsafeRuleMode(rule, written, mode)
        if (message) context.addIssue({ code: 'custom', message })
      })
      .optional()
  return Object.fromEntries(ruleNames.map(rule => [rule, ruleMode(rule)]))
}

/** Window in seconds → how many. What is written replaces all of a limit's own windows. */
function windows(standard: Windows) {
  const error = 'Write windows in seconds and how many each allows, such as { "3600": 10 }.'
  return z
    .record(z.string(), whole(1, 1_000_000_000), { error })
    .superRefine((written, context) => {
      if (!Object.keys(written).length)
        context.addIssue({ code: 'custom', message: `There is no window. ${error}` })
      for (const window of Object.keys(written)) {
        if (/^[1-9]\d*$/.test(window) && Number(window) <= longestWindow) continue
        const message = `Write the window as whole seconds from 1 to ${longestWindow}, such as "3600".`
        context.addIssue({ code: 'custom', path: [window], message })
      }
    })
    .default(standard)
}
