// Finds a Chromium for the browser tests, or installs one, so that a fresh machine needs nothing prepared.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const root = join(import.meta.dirname, '..')
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The path of a Chromium that starts, or undefined when there is none and none could be installed. */
export function provideChromium(): string | undefined {
  const named = process.env['TRIMTAB_CHROMIUM']
  if (named !== undefined) return starts(named) ? named : undefined
  return findChromium() ?? installChromium()
}

function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const onPath = folders.flatMap((folder) => COMMANDS.map((command) => join(folder, command)))
  return [...onPath, chromium.executablePath()].find((path) => existsSync(path) && starts(path))
}

/** A distribution's own package brings the libraries it needs; Playwright's download is for where that is not allowed. */
function installChromium(): string | undefined {
  console.log('There is no Chromium here yet; installing one …')
  if (process.getuid?.() === 0 && starts('apt-get')) {
    const patience = ['-o', 'DPkg::Lock::Timeout=300']
    runQuietly('apt-get', ['update', ...patience])
    runQuietly('apt-get', ['install', '--yes', '--no-install-recommends', ...patience, 'chromium'])
  } else {
    runQuietly(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'])
  }
  return findChromium()
}

function starts(command: string): boolean {
  return spawnSync(command, ['--version'], { timeout: 30_000 }).status === 0
}

/** What it printed is worth reading only when it failed. */
function runQuietly(command: string, commandArguments: string[]): void {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const { status, stdout, stderr } = spawnSync(command, commandArguments, { encoding: 'utf8', env: environment })
  if (status !== 0) console.error(`${command} ${commandArguments.join(' ')} failed:\n${stdout}${stderr}`)
}
