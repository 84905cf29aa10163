import { z } from 'zod'
import { succeeded, type ZadarmaApi, type ZadarmaRequest } from './api.ts'
import { zadarmaError } from './errors.ts'

/** A recording of the account. */
export interface Sound {
  /** Opaque: Zadarma's documents show numbers as well as 24 hexadecimal digits. */
  id: string
  name: string
}

/** The recordings that calls with a key play. Each of these throws DeliveryError. */
export interface Sounds {
  list(signal: AbortSignal): Promise<Sound[]>
  /**
   * Resolves to the new recording; to null when it is there, but cannot be told from others of its name.
   *
   * @param name one that no other recording has
   * @param bytes of a WAV or MP3 file
   */
  upload(name: string, bytes: Uint8Array, type: SoundType, signal: AbortSignal): Promise<Sound | null>
  delete(id: string, signal: AbortSignal): Promise<void>
}

export type SoundType = 'audio/wav' | 'audio/mpeg'

const listAnswer = z.object({
  sounds: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      name: z.string().default(''),
    }),
  ),
})

/** @see https://zadarma.com/en/support/api/ under `/v1/pbx/ivr/sounds/` */
export function createSounds(api: ZadarmaApi): Sounds {
  async function list(signal: AbortSignal): Promise<Sound[]> {
    const answer = await asked({ method: 'GET', path: '/v1/pbx/ivr/sounds/list/', params: {} }, signal)
    const read = listAnswer.safeParse(answer.body)
    // It says success, but not what there is.
    if (!read.success) throw zadarmaError({ ...answer, body: null })
    return read.data.sounds
  }

  async function asked(request: ZadarmaRequest, signal: AbortSignal) {
    const answer = await api.call(request, signal)
    if (!succeeded(answer)) throw zadarmaError(answer)
    return answer
  }

  return {
    list,
    async upload(name, bytes, type, signal) {
      const before = new Set((await list(signal)).map(({ id }) => id))
      const file = { field: 'file', name, type, bytes }
      await asked({ method: 'POST', path: '/v1/pbx/ivr/sounds/upload/', params: { name }, file }, signal)
      // The answer has no id.
      const added = (await list(signal)).filter(({ id }) => !before.has(id))
      const named = added.filter(sound => sound.name === name)
      const [sound, ...others] = named.length ? named : added
      return sound && !others.length ? sound : null
    },
    async delete(id, signal) {
      await asked({ method: 'DELETE', path: '/v1/pbx/ivr/sounds/delete/', params: { id } }, signal)
    },
  }
}

/** What the first bytes of a file say that it is; null for neither WAV nor MP3. */
export function soundTypeOf(bytes: Uint8Array): SoundType | null {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (/^RIFF.{4}WAVE/s.test(head)) return 'audio/wav'
  // An ID3 tag, or the eleven set bits that begin a frame.
  const frame = bytes[0] === 0xff && (bytes[1] ?? 0) >= 0xe0
  return head.startsWith('ID3') || frame ? 'audio/mpeg' : null
}
