import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Config, type ReadOptions, readConfig } from './config.ts'
import { parseJson } from './config-json.ts'
import { ConfigError, mistakeLine } from './config-mistakes.ts'
import { errorCode } from './config-values.ts'

/**
 * Reads a configuration from a `.json` file, or from the default export of a `.ts`, `.js` or `.mjs` file.
 *
 * Throws ConfigError with every mistake at once.
 *
 * @param file relative to the working directory; paths inside it are relative to the file
 */
export async function loadConfig(file: string, options: Omit<ReadOptions, 'baseDir'>): Promise<Config> {
  const path = resolve(file)
  return readConfig(await readInput(path), { ...options, baseDir: dirname(path) })
}

/** The mistakes as lines to be read in a terminal, without a newline at the end. */
export function describeMistakes(error: ConfigError): string {
  const { length } = error.mistakes
  const heading = `The configuration has ${length === 1 ? 'a mistake' : `${length} mistakes`}:`
  return [heading, ...error.mistakes.map(mistake => `  ${mistakeLine(mistake)}`)].join('\n')
}

async function readInput(path: string): Promise<unknown> {
  switch (extname(path)) {
    case '.json':
      return readJson(path)
    case '.ts':
    case '.js':
    case '.mjs':
      return importDefault(path)
    default:
      throw mistake(`${path} is no configuration file. Name one that ends in .json, .ts, .js or .mjs.`)
  }
}

async function readJson(path: string): Promise<unknown> {
  const read = parseJson(await readFile(path, 'utf8').catch(error => Promise.reject(unreadable(path, error))))
  if ('value' in read) return read.value
  const { line, column, message } = read.place
  throw mistake(`${path}:${line}:${column} is not JSON. ${message}`)
}

async function importDefault(path: string): Promise<unknown> {
  await readFile(path).catch(error => Promise.reject(unreadable(path, error)))
  const module = await import(pathToFileURL(path).href).catch(error => {
    throw mistake(`${path} cannot be run. ${reason(error)}`)
  })
  if ('default' in module) return module.default
  throw mistake(`${path} exports no configuration. Write "export default defineConfig({ … })".`)
}

// The first line: those after it quote the source, which may hold secrets.
function reason(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message.split('\n', 1)[0]}`
    : 'It throws no error object.'
}

function unreadable(path: string, error: unknown): ConfigError {
  return mistake(`${path} cannot be read (${errorCode(error)}). Name a file that can.`)
}

function mistake(message: string): ConfigError {
  return new ConfigError([{ path: [], message }])
}
