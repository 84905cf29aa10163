import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findFirefox } from './browsers/firefox.ts'
import { findWebKit } from './browsers/webkit.ts'
import { findChromium } from './chromium.ts'
import { findRedis } from './redis.ts'

/** A program that tests run and npm does not bring. */
export interface Need {
  name: string
  /** Says where one is. */
  variable: string
  find(): string | undefined
  /** Does nothing but show that it starts. Default `--version`. */
  tryWith?: string
  /** What apt-get installs. */
  packages: string[]
  /** The commands that install it, by the `ID` or `ID_LIKE` of `/etc/os-release`. */
  installs: Record<string, string>
}

export const chromium: Need = {
  name: 'Chromium',
  variable: 'CHROMIUM_PATH',
  find: findChromium,
  packages: ['chromium'],
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

export const firefox: Need = {
  name: 'Firefox',
  variable: 'FIREFOX_PATH',
  find: findFirefox,
  packages: ['firefox-esr'],
  installs: {
    ubuntu: 'sudo snap install firefox',
    debian: 'sudo apt-get update && sudo apt-get install -y firefox-esr',
    fedora: 'sudo dnf install -y firefox',
    arch: 'sudo pacman -S --needed firefox',
    alpine: 'sudo apk add firefox',
    suse: 'sudo zypper install -y MozillaFirefox',
    darwin: 'brew install --cask firefox',
    win32: 'winget install Mozilla.Firefox',
  },
}

export const webkit: Need = {
  name: 'WebKit',
  variable: 'WEBKIT_DRIVER_PATH',
  find: () => findWebKit()?.driver,
  tryWith: '--help',
  packages: ['webkit2gtk-driver', 'xvfb'],
  installs: {
    debian: 'sudo apt-get update && sudo apt-get install -y webkit2gtk-driver xvfb',
    arch: 'sudo pacman -S --needed webkit2gtk-4.1 xorg-server-xvfb',
  },
}

export const redis: Need = {
  name: 'Redis',
  variable: 'REDIS_SERVER_PATH',
  find: findRedis,
  packages: ['redis-server'],
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
  const { name, variable, packages } = need
  if (starts(need)) return null
  const root = process.getuid?.() === 0
  const given = process.env[variable]
  if (root && !given && existsSync('/usr/bin/apt-get')) {
    console.log(`The tests need ${name}: installing it with apt-get.`)
    updateOnce()
    apt('install', '-y', ...packages)
    if (starts(need)) return null
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
    `  ${variable}=/path/to/${packages[0]} npm test`,
  ].join('\n')
}

/** Whether it is there. Ubuntu has files of such names that only say what to install. */
export function starts({ find, tryWith = '--version' }: Need): boolean {
  const path = find()
  if (path === undefined) return false
  // On Windows, a browser opens a window instead of saying its version.
  if (process.platform === 'win32') return existsSync(path)
  return spawnSync(path, [tryWith], { stdio: 'ignore', timeout: 60_000 }).status === 0
}

let updated = false
function updateOnce(): void {
  if (!updated) apt('update')
  updated = true
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
