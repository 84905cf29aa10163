/** The numbers that the phone can have at a tap. */
export const phoneNumbers = { mine: '+33612345678', another: '+447400123456' }

/** The number in groups, as people read it. */
export const spaced = (e164: string): string =>
  e164
    .replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '+33 $1 $2 $3 $4 $5')
    .replace(/^\+44(\d{4})(\d{6})$/, '+44 $1 $2')
    .replace(/^\+964(\d\d)(\d{3})(\d{4})$/, '+964 $1 $2 $3')
    .replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
