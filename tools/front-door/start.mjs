// `npm start`: install, build what serving needs, serve.
import { build } from './build.mjs'
import { collectorFilter, runCollector } from './collector.mjs'
import { install } from './install.mjs'

/** @param {string[]} extraArguments */
export async function start(extraArguments) {
  await install('npm start')
  // The SDK too: the first thing to try against a running collector is an example, and those are written with it.
  await build('npm start', [collectorFilter, '@trimtab/sdk...'])
  return runCollector(['serve', ...extraArguments])
}
