import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { DeliveryError } from '../../channel.ts'
import type { Config } from '../../config.ts'
import { createZadarmaApi } from './api.ts'
import type { ZadarmaSettings } from './settings.ts'
import { createSounds, type Sounds, soundTypeOf } from './sounds.ts'

const usage = `Usage:
  reachproof sounds list                        prints the id and name of every recording
  reachproof sounds upload FILE [--name NAME]   uploads a WAV or MP3 file and prints its id
  reachproof sounds delete ID                   deletes a recording
With several Zadarma accounts, add --provider NAME.`

/** What is wrong, for a person at a terminal. */
class Refused extends Error {}

/** Uploading takes longer than sending a code. */
const timeoutMs = 60_000
/** Zadarma names no limit; a greeting of ten minutes in CD quality is shorter. */
const maxFileBytes = 100_000_000

/**
 * `reachproof sounds …`: the recordings that a call with a key plays.
 *
 * @param args what stands behind `sounds`
 * @param out gets each line of text to print
 * @returns the exit code: 0 done, 1 it did not work, 2 wrong usage
 */
export async function runSounds(
  args: string[],
  config: Config,
  out: (line: string) => void,
): Promise<number> {
  const command = readCommand(args)
  if (!command) {
    out(usage)
    return 2
  }
  try {
    const api = createZadarmaApi(settingsOf(config, command.provider))
    try {
      await run(command, createSounds(api), out)
      return 0
    } finally {
      await api.close()
    }
  } catch (error) {
    if (!(error instanceof Refused || error instanceof DeliveryError)) throw error
    out(error instanceof Refused ? error.message : `Zadarma did not do it: ${error.message}.`)
    return 1
  }
}

interface Command {
  verb: string
  /** The file or id; empty for `list`. */
  subject: string
  name: string | undefined
  provider: string | undefined
}

/** Undefined for wrong usage. */
function readCommand(args: string[]): Command | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { name: { type: 'string' }, provider: { type: 'string' } },
    })
    const [verb = '', subject = '', ...rest] = positionals
    const subjects = { list: false, upload: true, delete: true }[verb]
    if (subjects === undefined || subjects !== (subject !== '') || rest.length) return undefined
    if (values.name !== undefined && (verb !== 'upload' || !values.name.trim())) return undefined
    return { verb, subject, name: values.name, provider: values.provider }
  } catch {
    return undefined
  }
}

function settingsOf(config: Config, name: string | undefined): ZadarmaSettings {
  const accounts = [...config.providers].filter(([, { type }]) => type === 'zadarma')
  const names = accounts.map(([known]) => `"${known}"`).join(', ')
  if (!accounts.length) throw new Refused('The configuration has no provider of the type "zadarma".')
  if (name === undefined && accounts.length > 1) {
    throw new Refused(`There are several Zadarma accounts. Add --provider with one of: ${names}.`)
  }
  const account = name === undefined ? accounts[0] : accounts.find(([known]) => known === name)
  if (!account) throw new Refused(`No Zadarma provider has this name. Write one of: ${names}.`)
  return account[1].settings as ZadarmaSettings
}

async function run(
  { verb, subject, name }: Command,
  sounds: Sounds,
  out: (line: string) => void,
): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs)
  if (verb === 'list') {
    const all = await sounds.list(signal)
    for (const sound of all) out(`${sound.id}  ${sound.name}`)
    if (!all.length) out('The account has no recordings.')
  } else if (verb === 'delete') {
    await sounds.delete(subject, signal)
    out(`Deleted ${subject}.`)
  } else {
    await upload(subject, name ?? basename(subject), sounds, signal, out)
  }
}

async function upload(
  path: string,
  name: string,
  sounds: Sounds,
  signal: AbortSignal,
  out: (line: string) => void,
): Promise<void> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new Refused(`${path} cannot be read (${error.code ?? 'unknown reason'}).`)
  })
  const type = soundTypeOf(bytes)
  if (!type) throw new Refused(`${path} is neither a WAV nor an MP3 file.`)
  if (bytes.byteLength > maxFileBytes)
    throw new Refused(`${path} is larger than ${maxFileBytes / 1_000_000} MB.`)
  // By its name alone it is found again: the answer to an upload has no id.
  if ((await sounds.list(signal)).some(sound => sound.name === name)) {
    throw new Refused(`There is a recording with the name ${name} already. Choose another with --name.`)
  }
  const sound = await sounds.upload(name, bytes, type, signal)
  if (sound) out(`${sound.id}  ${sound.name}`)
  else out('Uploaded, but its id could not be told. Look for it with "reachproof sounds list".')
}
