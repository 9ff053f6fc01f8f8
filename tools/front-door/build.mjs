// Builds the packages a verb needs, in their order; what has not changed since is taken from turbo's cache.
import { distrustInstall, readable, runPnpm } from './install.mjs'
import { Refusal } from './refusal.mjs'

/**
 * @param {string} command what the person typed, to be named if it has to be typed again
 * @param {string[]} filters turbo's `--filter`, none for every package
 */
export async function build(command, filters) {
  process.stderr.write('Building …\n')
  const options = ['--output-logs=errors-only', '--ui=stream', ...filters.map((filter) => `--filter=${filter}`)]
  const end = await runPnpm(['exec', 'turbo', 'run', 'build', ...options])
  if (end.exitCode === 0) return
  if (end.isInterrupted) throw new Refusal(`The build did not finish; run \`${command}\` again, nothing was lost.`, 130)
  // What cannot be built may have been installed badly: the next run starts one step earlier.
  distrustInstall()
  process.stderr.write(readable(end.output))
  throw new Refusal(`The build failed, for the reason above; mend it and run \`${command}\` again.`)
}
