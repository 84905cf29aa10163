import { readFileSync } from 'node:fs'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { languages } from '../server/texts/all.ts'

/** Bytes of one file, or of several that are sent one by one. */
export interface Size {
  raw: number
  gzip: number
  brotli: number
}

/** What a widget costs the one who opens a page. */
export interface Row extends Size {
  name: string
  /** Files, and so requests. */
  files: number
  /** What such a page loads besides. */
  without: string
}

/** The script, and each language: its texts as JSON, as the configuration has them, and its words alone. */
export interface Recorded {
  script: Size
  languages: Record<string, { sent: Size; words: Size }>
}

/**
 * Bytes with brotli. A language's are those of its words: the keys are the same in all.
 *
 * The script was meant to stay within 14,000. All that it draws and does by now comes to this; a byte more has to be
 * won elsewhere.
 */
export const limits = { script: 17_100, language: 1_700 }

/** How much anything may grow before somebody has to say that it is meant. */
const tolerance = 1.01

/** gzip -9 and brotli 11, which is what the server sends. */
export function measure(content: string | Buffer): Size {
  const bytes = Buffer.from(content)
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  }
}

const repository = new URL('../', import.meta.url)

const file = (path: string): Buffer => readFileSync(new URL(path, repository))

/** The built script, and all languages. Throws when the widget is not built. */
export function measureWidget(): Recorded {
  return {
    script: measure(file('dist/widget/reach-proof.js')),
    languages: Object.fromEntries(
      [...languages].map(([code, { widget }]) => [
        code,
        { sent: measure(JSON.stringify(widget)), words: measure(JSON.stringify(Object.values(widget))) },
      ]),
    ),
  }
}

export const readRecord = (): Recorded => JSON.parse(file('bench/sizes.json').toString())

/** What is too large, in sentences; nothing when all is well. */
export function judge(measured: Recorded, recorded: Recorded): string[] {
  const wrong: string[] = []
  const compare = (name: string, now: Size, then: Size | undefined) => {
    if (!then) wrong.push(`${name}: no recorded size; npm run size -- --record`)
    else if (now.brotli > then.brotli * tolerance)
      wrong.push(`${name}: ${now.brotli} bytes, more than 1 % over the recorded ${then.brotli}`)
  }
  if (measured.script.brotli > limits.script)
    wrong.push(`the script: ${measured.script.brotli} bytes, ${limits.script} are allowed`)
  compare('the script', measured.script, recorded.script)
  for (const [code, { sent, words }] of Object.entries(measured.languages)) {
    compare(`the texts in ${code}`, sent, recorded.languages[code]?.sent)
    if (words.brotli > limits.language)
      wrong.push(`the words in ${code}: ${words.brotli} bytes, ${limits.language} are allowed`)
    compare(`the words in ${code}`, words, recorded.languages[code]?.words)
  }
  return wrong
}

/** What a page loads for the widgets of others: the files as they ship them. */
const peers: { package: string; what?: string; files: string[]; without: string }[] = [
  {
    package: 'altcha',
    files: ['dist/main/altcha.min.js'],
    without: 'other languages than English; the challenge',
  },
  {
    package: 'altcha',
    what: 'all languages',
    files: ['dist/main/altcha.i18n.min.js'],
    without: 'the challenge',
  },
  {
    package: '@cap.js/widget',
    files: ['cap.min.js'],
    without: 'its WebAssembly, by default from a CDN; the challenge',
  },
  {
    package: '@teamhanko/hanko-elements',
    files: ['dist/elements.js'],
    without: 'other languages than English; its API',
  },
  {
    package: '@friendlycaptcha/sdk',
    files: ['site.min.js'],
    without: 'two frames of its host, in which the widget itself is',
  },
]

/** Ours and theirs, by the same measure. */
export function measurePeers(measured: Recorded): Row[] {
  const english = measured.languages.en!.sent
  return [
    {
      name: 'Reachproof: script',
      files: 1,
      ...measured.script,
      without: 'the configuration, which brings the language',
    },
    {
      name: 'Reachproof: script, English',
      files: 2,
      ...sum([measured.script, english]),
      without: 'what else the configuration holds',
    },
    ...peers.map(({ package: name, what, files, without }) => {
      const folder = `node_modules/${name}/`
      const { version } = JSON.parse(file(`${folder}package.json`).toString())
      return {
        name: `${name} ${version}${what ? `, ${what}` : ''}`,
        files: files.length,
        ...sum(files.map(path => measure(file(folder + path)))),
        without,
      }
    }),
  ]
}

const sum = (sizes: Size[]): Size => ({
  raw: sizes.reduce((all, { raw }) => all + raw, 0),
  gzip: sizes.reduce((all, { gzip }) => all + gzip, 0),
  brotli: sizes.reduce((all, { brotli }) => all + brotli, 0),
})
