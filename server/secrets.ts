import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Everything that is derived from the pepper. The first pepper makes, all of
 * them are accepted, so that a rotation ends no running verification.
 */
export interface Secrets {
  /** A stable name for `text` that tells nothing of it: for index keys, counters and log lines. */
  keyed(text: string): string
  /** The same under every accepted pepper, the current one first. */
  keyedByAll(text: string): string[]
  /** Whether `hash` is what `keyed` gives for `text` under any pepper, in constant time. */
  isKeyed(hash: string, text: string): boolean
  /** The browser's bearer secret of a verification. Derived, so nothing is stored for it. */
  secretOf(id: string): string
  isSecretOf(id: string, secret: string): boolean
  /** Digits for `subject`, each value equally likely. */
  digits(subject: string, length: number): string
  /** Whether `typed` is what `digits` gives for `subject` under any pepper, in constant time. */
  areDigits(typed: string, subject: string, length: number): boolean
  /** Encrypts a record, so that a stolen database file holds no contact. */
  seal(text: string): string
  /** Throws when no accepted pepper opens it. */
  open(sealed: string): string
}

/** @param peppers each at least 32 bytes */
export function createSecrets(peppers: readonly Uint8Array[]): Secrets {
  const sets = peppers.map(pepper => ({
    index: subkey(pepper, 'index'),
    secret: subkey(pepper, 'secret'),
    code: subkey(pepper, 'code'),
    record: subkey(pepper, 'record'),
  }))
  const current = sets[0]
  if (!current) throw new TypeError('at least one pepper is needed')

  return {
    keyed: text => mac(current.index, text).toString('base64url'),
    keyedByAll: text => sets.map(set => mac(set.index, text).toString('base64url')),
    isKeyed(hash, text) {
      const given = digest(hash)
      return sets.filter(set => same(digest(mac(set.index, text).toString('base64url')), given)).length > 0
    },
    secretOf: id => mac(current.secret, id).toString('base64url'),
    isSecretOf(id, secret) {
      const given = digest(secret)
      // No early exit: every pepper is compared, so that the time tells nothing.
      return sets.filter(set => same(digest(mac(set.secret, id).toString('base64url')), given)).length > 0
    },
    digits: (subject, length) => derive(current.code, subject, length),
    areDigits(typed, subject, length) {
      const given = digest(typed)
      return sets.filter(set => same(digest(derive(set.code, subject, length)), given)).length > 0
    },
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', current.record, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64')
      for (const set of sets) {
        try {
          const decipher = createDecipheriv('aes-256-gcm', set.record, bytes.subarray(0, 12))
          decipher.setAuthTag(bytes.subarray(12, 28))
          return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
        } catch {
          // Sealed under another pepper.
        }
      }
      throw new Error(
        'a stored record cannot be opened with the configured pepper: was the pepper replaced instead of put first in its list?',
      )
    },
  }
}

/** Compares two strings in a time that does not depend on where they differ. */
export function equalStrings(a: string, b: string): boolean {
  return same(digest(a), digest(b))
}

/** 32 bytes for one purpose; what one purpose lets out tells nothing of another's. */
export function subkey(pepper: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', pepper, 'reachproof', purpose, 32))
}

function mac(key: Uint8Array, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

const digestKey = randomBytes(32)
function digest(text: string): Buffer {
  return mac(digestKey, text)
}

function same(a: Buffer, b: Buffer): boolean {
  return timingSafeEqual(a, b)
}

/** 48 random bits for up to ten digits; values from the incomplete last range are drawn again, so none is likelier. */
function derive(key: Uint8Array, subject: string, length: number): string {
  const range = 10 ** length
  const limit = Math.floor(2 ** 48 / range) * range
  for (let round = 0; ; round++) {
    const value = mac(key, `${round}|${subject}`).readUIntBE(0, 6)
    if (value < limit) return String(value % range).padStart(length, '0')
  }
}
