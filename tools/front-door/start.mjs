// `npm start`: install, build what serving needs, serve.
import { build } from './build.mjs'
import { collectorFilter, runCollector } from './collector.mjs'
import { install } from './install.mjs'

/** @param {string[]} extraArguments */
export async function start(extraArguments) {
  await install('npm start')
  await build('npm start', [collectorFilter])
  return runCollector(['serve', ...extraArguments])
}
