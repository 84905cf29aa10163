import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.ts'

/** The commands that install Chromium, by the `ID` or `ID_LIKE` of `/etc/os-release`. */
const installs: Record<string, string> = {
  ubuntu: 'sudo snap install chromium',
  debian: 'sudo apt-get update && sudo apt-get install -y chromium',
  fedora: 'sudo dnf install -y chromium',
  arch: 'sudo pacman -S --needed chromium',
  alpine: 'sudo apk add chromium',
  suse: 'sudo zypper install -y chromium',
  darwin: 'brew install --cask google-chrome',
  win32: 'winget install Google.Chrome',
}

/**
 * Makes sure that there is a Chromium that starts; root on Debian and Ubuntu has it installed.
 *
 * @returns what somebody has to do first, or null when everything is there
 */
export function provideChromium(): string | null {
  if (starts(findChromium())) return null
  const root = process.getuid?.() === 0
  if (root && !process.env.CHROMIUM_PATH && existsSync('/usr/bin/apt-get')) {
    console.log('The tests need Chromium: installing it with apt-get.')
    apt('update')
    apt('install', '-y', 'chromium')
    if (starts(findChromium())) return null
  }
  const command = systems()
    .map(system => installs[system])
    .find(command => command !== undefined)
    ?.replaceAll(root ? 'sudo ' : /^$/g, '')
  return [
    process.env.CHROMIUM_PATH
      ? `CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, and no Chromium starts there.`
      : 'The tests need Chromium, and it is not installed.',
    ...(command ? ['Install it, and run the tests again:', '', `  ${command}`, '  npm test'] : []),
    '',
    `${command ? 'Or say' : 'Say'} where one is:`,
    '',
    '  CHROMIUM_PATH=/path/to/chromium npm test',
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
