// `pnpm check [step …]`: every rule of the house that is a command, one step an idea. All steps run, so that one look
// shows everything that is wrong; the packages must have been built.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const root = join(import.meta.dirname, '..')

const stepCommands: { [step: string]: string[] } = {
  types: ['node', 'tools/checks/type-check.ts'],
  lint: ['oxlint', '--type-aware', '--deny-warnings', '--report-unused-disable-directives'],
  format: ['oxfmt', '--check', '.'],
  layers: [
    'depcruise',
    ...['packages', 'tools', 'examples', 'end-to-end'].filter((name) => existsSync(join(root, name))),
  ],
  dead: ['knip'],
  packages: ['node', 'tools/checks/packages.ts'],
  licences: ['node', 'tools/checks/licences.ts'],
  size: ['node', 'tools/checks/size.ts'],
  docs: ['vitest', 'run', 'tools/tidy.test.ts', 'tools/documented.test.ts'],
}

export const STEPS: string[] = Object.keys(stepCommands)

/** Runs one step in view and says how long it took. */
export function passes(step: string): boolean {
  const [command = '', ...commandArguments] = stepCommands[step] ?? []
  const startMs = performance.now()
  const { status, error } = spawnSync(command, commandArguments, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(root, 'node_modules', '.bin'), process.env['PATH']].join(delimiter) },
  })
  if (error) process.stderr.write(`${command}: ${error.message}\n`)
  console.log(`${status === 0 ? 'passed' : 'FAILED'}  ${step}: ${((performance.now() - startMs) / 1000).toFixed(1)} s`)
  return status === 0
}

if (import.meta.main) {
  const asked = process.argv.length > 2 ? process.argv.slice(2) : STEPS
  const unknown = asked.filter((step) => !STEPS.includes(step))
  if (unknown.length > 0) {
    process.stderr.write(`There is no check named ${unknown.join(', ')}; there are ${STEPS.join(', ')}.\n`)
    process.exitCode = 2
  } else if (asked.filter((step) => !passes(step)).length > 0) process.exitCode = 1
}
