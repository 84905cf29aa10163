import type { Message } from './channel.ts'
import { codeFor } from './code.ts'
import type { Site } from './config.ts'
import type { Secrets } from './secrets.ts'
import { isCodeOf, type Verification } from './verification.ts'

/**
 * What send number `n` of a verification carries.
 *
 * @param n from 1 on; the send has begun
 */
export function messageFor(
  v: Verification,
  n: number,
  site: Site,
  codeLength: number,
  secrets: Secrets,
): Message {
  const send = v.sends[n - 1]!
  const issued = v.codes.find(code => isCodeOf(code, send))
  const minutes = issued ? Math.floor((issued.expiresAt - send.at) / 60_000) : 0
  return {
    verificationId: v.id,
    send: n,
    to: v.contact!.value,
    code: issued ? codeFor(v, send, codeLength, secrets) : '',
    minutes: Math.max(1, minutes),
    language: v.language,
    site: { key: site.key, name: site.name, domain: site.domain },
    texts: site.texts,
  }
}
