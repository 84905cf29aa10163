import { writeFileSync } from 'node:fs'
import { judge, limits, measurePeers, measureWidget, type Recorded, readRecord, type Size } from './sizes.ts'

// Prints what the widget weighs, beside others; fails when it is too heavy. Build first.
// `npm run size -- --record` writes down the present sizes, after a change that is meant.

const measured = measureWidget()

if (process.argv.includes('--record')) {
  writeFileSync(new URL('sizes.json', import.meta.url), `${JSON.stringify(measured, null, 2)}\n`)
  console.log('Recorded in bench/sizes.json.\n')
}

const recorded: Recorded = readRecord()
const cells = ({ raw, gzip, brotli }: Size) => [raw, gzip, brotli].map(String)
const change = (now: Size, then: Size | undefined) =>
  then ? `${now.brotli >= then.brotli ? '+' : ''}${now.brotli - then.brotli}` : 'new'

console.log('Bytes: raw, gzip -9, brotli 11; the last column against what is recorded.\n')
print([
  ['', 'raw', 'gzip', 'brotli', 'limit', ''],
  ['script', ...cells(measured.script), String(limits.script), change(measured.script, recorded.script)],
])

console.log(
  `\nThe texts of each language as the configuration brings them, and its words alone, at most ${limits.language}.\n`,
)
print([
  ['', 'raw', 'gzip', 'brotli', '', 'words: raw', 'gzip', 'brotli', ''],
  ...Object.entries(measured.languages).map(([code, { sent, words }]) => [
    code,
    ...cells(sent),
    change(sent, recorded.languages[code]?.sent),
    ...cells(words),
    change(words, recorded.languages[code]?.words),
  ]),
])

console.log('\nBeside others, as their packages ship them.\n')
print([
  ['', 'files', 'raw', 'gzip', 'brotli', 'not in it'],
  ...measurePeers(measured).map(row => [row.name, String(row.files), ...cells(row), row.without]),
])

const wrong = judge(measured, recorded)
console.log(wrong.length > 0 ? `\n${wrong.join('\n')}` : '\nWithin the limits.')
process.exitCode = wrong.length > 0 ? 1 : 0

/** Columns of numbers stand to the right. */
function print(rows: string[][]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  for (const row of rows)
    console.log(
      row
        .map((cell, column) =>
          /^[\d+-]/.test(rows[1]![column] ?? '')
            ? cell.padStart(widths[column]!)
            : cell.padEnd(widths[column]!),
        )
        .join('  ')
        .trimEnd(),
    )
}
