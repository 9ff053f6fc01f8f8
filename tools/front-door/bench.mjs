// `npm run bench -- NAME`: what ours costs and loses, measured beside others. Those are heavy, so the bench is a
// workspace of its own that nothing else installs.
import { join } from 'node:path'
import { build } from './build.mjs'
import { projectNode, root } from './checkout.mjs'
import { runChild } from './child.mjs'
import { install, readable, runPnpm } from './install.mjs'
import { Refusal } from './refusal.mjs'

const folder = join(root, 'bench')

/** @param {string[]} extraArguments */
export async function bench(extraArguments) {
  await install('npm run bench')
  await build('npm run bench', ['@trimtab/sdk...', '@trimtab/collector...'])
  process.stderr.write('Installing who is compared …\n')
  const end = await runPnpm(['--dir', folder, 'install', '--frozen-lockfile', '--trust-lockfile'])
  if (end.exitCode !== 0) {
    process.stderr.write(readable(end.output))
    throw new Refusal('Installing what the bench compares did not finish; run `npm run bench` again.')
  }
  return (await runChild(projectNode(), [join(folder, 'run.ts'), ...extraArguments])).exitCode
}
