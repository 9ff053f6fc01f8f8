// Where this checkout lies and which Node runs what is built in it: the one out of the lockfile, whatever is on the PATH.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from './refusal.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The floor of our build tools; the collector itself is content with less, and says so. */
const BUILD_NODE_MIN = [22, 18]

/** @typedef {{ packageManager: string, optionalDependencies: { [name: string]: string } }} RootManifest */

export function readManifest() {
  return /** @type {RootManifest} */ (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
}

/** The path of the Node to use, once the dependencies are installed. */
export function projectNode() {
  for (const name of Object.keys(readManifest().optionalDependencies)) {
    const path = join(root, 'node_modules', name, 'bin', 'node')
    // A binary for another C library is installed and does not start.
    if (existsSync(path) && spawnSync(path, ['--version']).status === 0) return path
  }
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const [majorMin = 0, minorMin = 0] = BUILD_NODE_MIN
  if (major > majorMin || (major === majorMin && minor >= minorMin)) return process.execPath
  throw new Refusal(
    `There is no ready-made Node for this machine (${process.platform} ${process.arch}): install Node ${BUILD_NODE_MIN.join('.')} or newer yourself and try again.`,
  )
}

/** The environment of everything the front door starts: the project's own tools first, and no calls home. */
export function projectEnvironment() {
  return {
    ...process.env,
    PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
    ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }),
    DO_NOT_TRACK: '1',
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    npm_config_update_notifier: 'false',
  }
}
