// `npm test`: install, build everything, then hand over to the project's own Node, which can read TypeScript.
import { join } from 'node:path'
import { build } from './build.mjs'
import { projectNode, root } from './checkout.mjs'
import { runChild } from './child.mjs'
import { install } from './install.mjs'
import { Refusal } from './refusal.mjs'

/** @param {string[]} extraArguments */
export async function test(extraArguments) {
  try {
    await timed('install', () => install('npm test'))
    await timed('build', () => build('npm test', []))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`${error.message}\n`)
    process.stdout.write('0 passed, 1 failed\n')
    return error.exitCode
  }
  const end = await runChild(projectNode(), [join(root, 'tools', 'test-everything.ts'), ...extraArguments])
  return end.exitCode
}

/**
 * @param {string} name
 * @param {() => Promise<void>} step
 */
async function timed(name, step) {
  const startMs = performance.now()
  await step()
  process.stdout.write(`${name}: ${((performance.now() - startMs) / 1000).toFixed(1)} s\n`)
}
