// Installs the dependencies from the lockfile and remembers for which lockfile and manifests it did, so that a verb that
// finds them unchanged costs nothing. The mark is written last: whatever was interrupted is done again.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readManifest, root } from './checkout.mjs'
import { runChild } from './child.mjs'
import { Refusal } from './refusal.mjs'

const mark = join(root, 'node_modules', '.trimtab-installed')

/** Everything that decides what is installed. */
function fingerprint() {
  const hash = createHash('sha256')
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(root, name)))
  for (const folder of ['packages', 'examples']) {
    for (const name of existsSync(join(root, folder)) ? readdirSync(join(root, folder)).toSorted() : []) {
      const manifest = join(root, folder, name, 'package.json')
      if (existsSync(manifest)) hash.update(`${folder}/${name}\n`).update(readFileSync(manifest))
    }
  }
  return `${hash.digest('hex')}\n`
}

export function isInstalled() {
  return existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint()
}

/** The next install starts from the lockfile, whatever lies in node_modules. */
export function distrustInstall() {
  rmSync(mark, { force: true })
}

/**
 * Runs the package manager that package.json names, without one being on the machine.
 * @param {string[]} commandArguments
 */
export function runPnpm(commandArguments) {
  return runChild('npx', ['--yes', readManifest().packageManager, ...commandArguments], { isQuiet: true })
}

/** @param {string} command what the person typed, to be named if it has to be typed again */
export async function install(command) {
  if (isInstalled()) return
  distrustInstall()
  process.stderr.write('Installing the dependencies from the lockfile …\n')
  // The lockfile was judged when it was written, and a checksum stands beside everything it names.
  const options = ['--frozen-lockfile', '--trust-lockfile', '--config.confirm-modules-purge=false']
  const end = await runPnpm(['install', ...options])
  if (end.exitCode !== 0) {
    if (!end.isInterrupted) process.stderr.write(readable(end.output))
    throw new Refusal(
      `Installing the dependencies did not finish; run \`${command}\` again, nothing was lost.`,
      end.isInterrupted ? 130 : 1,
    )
  }
  writeFileSync(mark, fingerprint())
}

/**
 * The end of what a tool said, without the stack frames that say nothing to whoever is not its author.
 * @param {string} output
 */
export function readable(output) {
  const lines = output.split('\n').filter((line) => line.trim() !== '' && !/ {4}at \S.*[\d)>]$/.test(line))
  return `${lines.slice(-40).join('\n')}\n`
}
