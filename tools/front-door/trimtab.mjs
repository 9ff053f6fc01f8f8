// `npm run -s trimtab -- VERB …`: the collector's own command. It builds only what is not there, so that a verb in a
// script costs no more than the verb.
import { build } from './build.mjs'
import { collectorFilter, isCollectorBuilt, runCollector } from './collector.mjs'
import { install, isInstalled } from './install.mjs'

/** @param {string[]} extraArguments */
export async function trimtab(extraArguments) {
  if (!isInstalled() || !isCollectorBuilt()) {
    await install('npm run trimtab')
    await build('npm run trimtab', [collectorFilter])
  }
  return runCollector(extraArguments)
}
