/**
 * What the shop has at each provider, as it would stand on that provider's own pages.
 *
 * Every secret here is a public example: it opens nothing but the simulation.
 */
export const accounts = {
  massejli: {
    number: '+964622445511',
    token: 'demo-massejli-token',
    hookToken: 'demo-hook-token-of-massejli',
  },
  /** A second number of the same account, whose codes Massejli makes. */
  massejliCodes: {
    number: '+964622445522',
    token: 'demo-massejli-token',
    hookToken: 'demo-hook-token-of-massejli-codes',
  },
  meta: {
    number: '+15550102030',
    phoneNumberId: '106540352242922',
    accessToken: 'demo-meta-access-token',
    appSecret: 'demo-meta-app-secret',
    verifyToken: 'demo-meta-verify-token',
    hookToken: 'demo-hook-token-of-meta',
  },
  twilio: {
    accountSid: 'AC00112233445566778899aabbccddeeff',
    authToken: 'demo-twilio-auth-token',
    from: '+15550104050',
    hookToken: 'demo-hook-token-of-twilio',
  },
  zadarma: {
    key: 'demo-zadarma-key',
    secret: 'demo-zadarma-secret',
    from: '+33170180060',
    hookToken: 'demo-hook-token-of-zadarma',
    timeZone: 'Europe/Paris',
    sounds: {
      greeting: '657c2c822fb364c1d201f685',
      button1: '657c2c822fb364c1d201f686',
      fallback: '657c2c822fb364c1d201f687',
    },
  },
} as const

/** What is said in the recordings at Zadarma, by id. */
export const recordings = {
  [accounts.zadarma.sounds.greeting]: {
    name: 'greeting.mp3',
    words:
      'This is Saltmarsh Books. To confirm that you asked for this call, press 1. If you did not ask, hang up.',
  },
  [accounts.zadarma.sounds.button1]: { name: 'thanks.mp3', words: 'Thank you. You can hang up now.' },
  [accounts.zadarma.sounds.fallback]: { name: 'no.mp3', words: 'Nothing was confirmed. Goodbye.' },
}
