import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'

/** A process that runs `script` after `keepUp`, and says so when it came to its end. */
async function ran(script: string, { closesLog = false, args = [] as string[] } = {}) {
  const url = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
  const source = `
    const { keepUp } = await import(${url('last-resort.ts')})
    const { createLog } = await import(${url('log.ts')})
    keepUp(createLog())
    process.stdin.once('data', () => {
      ${script}
      setTimeout(() => { process.stdout.write('still up'); process.exit(0) }, 50)
    })
    process.stdout.write('ready ')
  `
  const child = spawn(process.execPath, [...args, '--input-type=module', '--eval', source], {
    stdio: 'pipe',
  })
  const out = text(child.stdout)
  const error = closesLog ? Promise.resolve('') : text(child.stderr)
  if (closesLog) child.stderr.destroy()
  child.stdin.write('go')
  const [code] = await once(child, 'exit')
  return { code, out: await out, lines: (await error).split('\n').filter(line => line.startsWith('{')) }
}

const throws = `
  setTimeout(() => { throw new TypeError('from a timer') })
  Promise.reject(new RangeError('from a promise'))
  queueMicrotask(() => { throw 'no error at all' })
`

it.each([[[]], [['--unhandled-rejections=strict']]])('what nobody catches is logged, with %j', async args => {
  const { code, out, lines } = await ran(throws, { args })
  expect([code, out]).toEqual([0, 'ready still up'])
  const told = lines.map(line => JSON.parse(line)).filter(({ event }) => event === 'uncaught')
  expect(told.map(({ error }) => error.message ?? error.name).sort()).toEqual([
    'from a promise',
    'from a timer',
    'string',
  ])
})

it('nobody who reads the log is needed for that', async () => {
  const { code, out } = await ran(throws, { closesLog: true })
  expect([code, out]).toEqual([0, 'ready still up'])
})
