import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.ts'
import { findRedis } from './redis.ts'

/** A program that tests run and npm does not bring. */
export interface Need {
  name: string
  /** Says where one is. */
  variable: string
  find(): string | undefined
  /** What apt-get installs. */
  package: string
  /** The commands that install it, by the `ID` or `ID_LIKE` of `/etc/os-release`. */
  installs: Record<string, string>
}

export const chromium: Need = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  find: findChromium,
  package: 'chromium',
  installs: {
    ubuntu: 'sudo snap install chromium',
    debian: 'sudo apt-get update && sudo apt-get install -y chromium',
    fedora: 'sudo dnf install -y chromium',
    arch: 'sudo pacman -S --needed chromium',
    alpine: 'sudo apk add chromium',
    suse: 'sudo zypper install -y chromium',
    darwin: 'brew install --cask google-chrome',
    win32: 'winget install Google.Chrome',
  },
}

export const redis: Need = {
  name: 'Redis',
  variable: 'REDIS_SERVER_PATH',
  find: findRedis,
  package: 'redis-server',
  installs: {
    debian: 'sudo apt-get update && sudo apt-get install -y redis-server',
    fedora: 'sudo dnf install -y valkey',
    arch: 'sudo pacman -S --needed valkey',
    alpine: 'sudo apk add redis',
    suse: 'sudo zypper install -y redis',
    darwin: 'brew install redis',
  },
}

/**
 * Makes sure that there is a program that starts; root on Debian and Ubuntu has it installed.
 *
 * @returns what somebody has to do first, or null when everything is there
 */
export function provide(need: Need): string | null {
  const { name, variable } = need
  if (starts(need.find())) return null
  const root = process.getuid?.() === 0
  const given = process.env[variable]
  if (root && !given && existsSync('/usr/bin/apt-get')) {
    console.log(`The tests need ${name}: installing it with apt-get.`)
    apt('update')
    apt('install', '-y', need.package)
    if (starts(need.find())) return null
  }
  const command = systems()
    .map(system => need.installs[system])
    .find(command => command !== undefined)
    ?.replaceAll(root ? 'sudo ' : /^$/g, '')
  return [
    given
      ? `${variable} is ${given}, and no ${name} starts there.`
      : `The tests need ${name}, and it is not installed.`,
    ...(command ? ['Install it, and run the tests again:', '', `  ${command}`, '  npm test'] : []),
    '',
    `${command ? 'Or say' : 'Say'} where one is:`,
    '',
    `  ${variable}=/path/to/${need.package} npm test`,
  ].join('\n')
}

/** Ubuntu has a file of that name that only says what to install. */
function starts(path: string | undefined): boolean {
  if (path === undefined) return false
  // On Windows, Chrome opens a window instead of saying its version.
  if (process.platform === 'win32') return existsSync(path)
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 60_000 }).status === 0
}

function apt(...args: string[]): void {
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
}

/** This system, and those it is made from: `['ubuntu', 'debian']`. */
function systems(): string[] {
  if (process.platform !== 'linux') return [process.platform]
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const value = (name: string) => new RegExp(`^${name}="?([^"\n]*)`, 'm').exec(release)?.[1] ?? ''
  return `${value('ID')} ${value('ID_LIKE')}`.trim().split(/\s+/)
}
