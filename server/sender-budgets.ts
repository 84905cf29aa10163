import type { NamedTake } from './limits.ts'
import { foldWhatsApp } from './whatsapp-number.ts'

/** What a stranger may write to a business number before it falls silent. */
export interface SenderBudget {
  rule: string
  windows: Readonly<Record<number, number>>
}

/** Guessing references: after five the sender is muted for the rest of the hour, also when he then hits one. */
export const guesses: SenderBudget = { rule: 'unknown_references', windows: { 3600: 5 } }

/** Anything else gets one answer a day, so that two machines never talk to each other for long. */
export const smallTalk: SenderBudget = { rule: 'small_talk', windows: { 86400: 1 } }

/** Answers without a code to who writes about something that runs, or ran: whoever goes on gets no more of them. */
export const neutralAnswers: SenderBudget = { rule: 'neutral_answers', windows: { 600: 3, 86400: 10 } }

/** @param from `+` and digits, or null: all who hide their number share a budget */
export function senderTake(
  { rule, windows }: SenderBudget,
  provider: string,
  from: string | null,
): NamedTake {
  return { rule, key: `${rule}|${provider}|${from && foldWhatsApp(from)}`, windows }
}
