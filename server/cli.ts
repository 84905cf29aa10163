import { parseArgs } from 'node:util'
import { describeMistakes, loadConfig } from './config-file.ts'
import { ConfigError } from './config-mistakes.ts'
import { makeKeys } from './keys.ts'
import { keepUp } from './last-resort.ts'
import { createLog } from './log.ts'
import { serve } from './serve.ts'
import { version } from './version.ts'

/** The command line: the only reader of `process.env`. */
const usage = `Reachproof ${version}

  reachproof serve --config FILE         runs the server; FILE is .json, .ts or .js
  reachproof erase CONTACT --config FILE forgets a phone number (+33…) or email address; the server may run
  reachproof keys                        prints a new pepper, signing key and admin token
  reachproof sounds list --config FILE   the recordings of a Zadarma account; also upload FILE, delete ID
`

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      config: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
      // For "sounds".
      name: { type: 'string' },
      provider: { type: 'string' },
    },
  })
  const [command, ...rest] = positionals
  if (values.help) process.stdout.write(usage)
  else if (command === 'keys') process.stdout.write(`${JSON.stringify(makeKeys(), null, 2)}\n`)
  else if (command === 'serve' && values.config) await run(values.config)
  else if (command === 'erase' && rest.length === 1 && values.config) await forget(rest[0]!, values.config)
  else if (command === 'sounds' && values.config) await sounds(values.config, rest, values)
  else fail(usage)
} catch (error) {
  if (error instanceof ConfigError) fail(`${describeMistakes(error)}\n`)
  else fail(`${error instanceof Error ? error.message : 'It did not start.'}\n`)
}

async function run(file: string): Promise<void> {
  const config = await loadConfig(file, { env: process.env })
  const log = createLog()
  const serving = await serve(config, { log })
  keepUp(log)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void serving.close().then(() => process.exit(0)))
  }
  // Last: whoever reads it may stop the server at once.
  process.stdout.write(
    `Reachproof ${version} listens on ${serving.address} for ${config.publicUrl} (${config.mode})\n`,
  )
}

async function forget(text: string, file: string): Promise<void> {
  const config = await loadConfig(file, { env: process.env })
  const { runErase } = await import('./erase-command.ts')
  process.exitCode = await runErase(text, config, line => process.stdout.write(`${line}\n`))
}

async function sounds(
  file: string,
  args: string[],
  { name, provider }: { name?: string | undefined; provider?: string | undefined },
): Promise<void> {
  const config = await loadConfig(file, { env: process.env })
  const options = { name, provider }
  const given = Object.entries(options).flatMap(([option, value]) => (value ? [`--${option}`, value] : []))
  // Only whoever runs this command loads it.
  const { runSounds } = await import('./providers/zadarma/command.ts')
  process.exitCode = await runSounds([...args, ...given], config, line => process.stdout.write(`${line}\n`))
}

function fail(text: string): void {
  process.stderr.write(text)
  process.exitCode = 1
}
