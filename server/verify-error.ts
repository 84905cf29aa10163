/**
 * Why a proof was not accepted. Codes are never renamed. By what to do about them:
 *
 * - the visitor proves again: `missing_proof`, `malformed`, `bad_signature`, `unknown_key`, `expired`, `too_old`,
 *   `nonce_mismatch`, `acr_too_low`, `contact_mismatch`, `already_used`, `revoked`
 * - something is set up wrongly, or somebody sends other tokens: `wrong_type`, `wrong_algorithm`, `forbidden_header`,
 *   `wrong_issuer`, `wrong_audience`, `test_proof`, `missing_claim`, `invalid_claim`, `issued_in_future`,
 *   `invalid_secret`, `redeem_refused`
 * - nothing was found out, and the same proof can be sent again: `keys_unavailable`, `redeem_unavailable`, `seen_unavailable`
 */
export type ProofErrorCode = keyof typeof messages

const messages = {
  missing_proof:
    'There is no proof. The form field is "reachproof-response": check that the visitor finished, and that the field is read from the body.',
  malformed:
    'This is not a proof: it cannot be read as a signed JWT. Check that it arrives whole and unchanged.',
  wrong_type:
    'This JWT is not a proof: its "typ" is not "reachproof+jwt". Check that no other token was put in its place.',
  wrong_algorithm: 'The proof is not signed with ES256, the only algorithm of proofs. Treat it as forged.',
  forbidden_header:
    'The header of the proof has members that no proof has. Treat it as forged: it may try to bring its own key.',
  unknown_key:
    'The proof names a key that its issuer does not publish. It is forged, or the key was removed; check "signingKeys" of the server.',
  bad_signature: 'The signature of the proof is wrong: it was changed on the way, or forged.',
  wrong_issuer:
    'Another server issued the proof. Check that the option "issuer" is the "publicUrl" of your server, character for character.',
  wrong_audience:
    'The proof is for another site. Check that the option "audience" is the "sitekey" of your page.',
  test_proof:
    'The proof is for one of the "testContacts", for which no message is sent. It proves nothing, and is accepted only with "testProofs: true".',
  missing_claim:
    'The proof lacks a claim that every proof has. Check that the server and this package fit together.',
  invalid_claim:
    'A claim of the proof is not what a proof has there. Check that the server and this package fit together.',
  issued_in_future:
    'The proof was issued more than a minute in the future. Compare the clocks of this machine and of the server.',
  expired: 'The proof has expired. Verify it as soon as the form arrives; the visitor can get a fresh one.',
  too_old: 'The proof was issued longer ago than "maxAgeSeconds" allows. The visitor can get a fresh one.',
  nonce_mismatch:
    'The proof was made for another session. Check that the page\'s "session-nonce" and the option "nonce" come from the same session.',
  acr_too_low:
    'The proof says less than "minAcr" asks for. A key press on a call is consent, not a typed code; check the site\'s channels.',
  contact_mismatch:
    'The proof is for another contact than "to". Pass the number in E.164 (+33…) or the address as it will be stored.',
  already_used:
    'The proof was used before. Each is good for once: the form was sent twice, or somebody replays it.',
  revoked: 'The visitor took the proof back.',
  invalid_secret:
    'The server does not know the secret. Check that "redeem.secret" is the "secret" of this site.',
  redeem_refused:
    'The server refuses a proof whose signature is right. Check that "redeem.secret" and "audience" belong to the same site.',
  keys_unavailable:
    'The keys of the server could not be fetched. Check that this machine reaches the server.',
  redeem_unavailable: 'The proof could not be redeemed. Check that this machine reaches the server.',
  seen_unavailable:
    'The option "seen" could not say whether the proof was used before, so it is not accepted.',
} as const

const temporaryCodes: readonly ProofErrorCode[] = [
  'keys_unavailable',
  'redeem_unavailable',
  'seen_unavailable',
]

/**
 * A proof that was not accepted. `message` is for the developer and the log: it
 * says what happened and what to check, and holds neither proof nor contact.
 */
export class ProofError extends Error {
  override name = 'ProofError'
  readonly code: ProofErrorCode
  /** Nothing was found out about the proof: answer 503, and let it be sent again. */
  readonly temporary: boolean

  /** @param detail added to the message of the code */
  constructor(code: ProofErrorCode, detail?: string, options?: ErrorOptions) {
    super(detail ? `${messages[code]} (${detail})` : messages[code], options)
    this.code = code
    this.temporary = temporaryCodes.includes(code)
  }
}

/** A value out of a proof, short and on one line. */
export function quoted(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 100) : typeof value)
}
