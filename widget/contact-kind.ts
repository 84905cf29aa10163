import type { ChannelId } from '../server/api.ts'

/** Every other channel reaches a phone. */
export const isEmail = (channel: ChannelId | null): boolean => channel === 'email'

/** Its words speak of calling, not of sending. */
export const isCall = (channel: ChannelId | null): boolean => !!channel?.startsWith('call')

export const looksLikeEmail = (contact: string): boolean => contact.includes('@')
