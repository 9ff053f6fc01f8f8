// Runs the built `trimtab` command with the project's Node, as if it had been typed itself.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode, root } from './checkout.mjs'
import { runChild } from './child.mjs'

const commandFile = join(root, 'packages', 'collector', 'dist', 'cli.js')

/** What has to be built before the command can run. */
export const collectorFilter = '@trimtab/collector...'

export function isCollectorBuilt() {
  return existsSync(commandFile)
}

/** @param {string[]} commandArguments */
export async function runCollector(commandArguments) {
  const end = await runChild(projectNode(), [commandFile, ...commandArguments], {
    isPatient: true,
    folder: process.cwd(),
  })
  return end.exitCode
}
