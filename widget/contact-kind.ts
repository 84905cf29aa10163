import type { ChannelId } from '../server/api.ts'

/** Every other channel reaches a phone. */
export const isEmail = (channel: ChannelId | null): boolean => channel === 'email'

export const looksLikeEmail = (contact: string): boolean => contact.includes('@')
