import { PortTaken, startDemo } from './start.ts'

const ports = { site: 8080, api: 8787 }
const variables = { site: 'PORT', api: 'API_PORT' } as const

/** A port from the environment: 0 for any free one. */
function portOf(which: 'site' | 'api'): number {
  const text = process.env[variables[which]]
  if (text === undefined || text === '') return ports[which]
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  console.error(
    `${variables[which]} is "${text}". It must be a port: 0 to 65535, where 0 takes any free one.`,
  )
  process.exit(1)
}

const demo = await startDemo({ sitePort: portOf('site'), apiPort: portOf('api') }).catch(error => {
  if (!(error instanceof PortTaken)) throw error
  const variable = variables[error.which]
  console.error(
    `Port ${error.port} is taken by another program. Stop that one, or choose another port:\n\n  ${variable}=${error.port + 1} npm start\n  ${variable}=0 npm start     (any free port)\n`,
  )
  process.exit(1)
})

const { site, api } = demo.urls
console.log(`
  Open   ${site}

  The tag, three ways:   on its own          ${site}/
                         under a field       ${site}/checkout
                         a known contact     ${site}/account
  Its states and look:   ${site}/studio
  The server:            ${api}

  The phone on the page is simulated. Nothing leaves this computer. Ctrl+C ends it.
`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await demo.close()
    process.exit(0)
  })
}
