import type { ChannelId } from '../server/api.ts'

/** Every other channel reaches a phone. */
export const isEmail = (channel: ChannelId | null): boolean => channel === 'email'

/** Its words speak of calling, not of sending. */
export const isCall = (channel: ChannelId | null): boolean => !!channel?.startsWith('call')

export const looksLikeEmail = (contact: string): boolean => contact.includes('@')

/** What the channels on offer confirm, as the texts' keys end. */
export const kindOf = (channels: ChannelId[]): 'phone' | 'email' | 'any' => {
  const phones = channels.filter(c => !isEmail(c))
  return phones.length === channels.length ? 'phone' : phones[0] ? 'any' : 'email'
}
