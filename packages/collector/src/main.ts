// The `trimtab` command: one verb a file. Here a refusal becomes one sentence and an exit code, and nothing else does.

import { Command, CommanderError } from 'commander'
import packageFacts from '../package.json' with { type: 'json' }
import { Refusal, refusedByMachine } from './refusal.ts'

const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const

/** Only what is asked for is loaded: most of what one verb needs is of no use to the others. */
const VERBS: { readonly [name: string]: () => Promise<Command> } = {
  serve: async () => (await import('./commands/serve.ts')).serveCommand(),
  keys: async () => (await import('./commands/keys.ts')).keysCommand(),
  import: async () => (await import('./commands/import.ts')).importCommand(),
  truth: async () => (await import('./commands/truth.ts')).truthCommand(),
  dataset: async () => (await import('./commands/dataset.ts')).datasetCommand(),
  drift: async () => (await import('./commands/drift.ts')).driftCommand(),
  backup: async () => (await import('./commands/backup.ts')).backupCommand(),
  restore: async () => (await import('./commands/restore.ts')).restoreCommand(),
  doctor: async () => (await import('./commands/doctor.ts')).doctorCommand(),
  'check-stats': async () => (await import('./commands/check-stats.ts')).checkStatsCommand(),
  forget: async () => (await import('./commands/forget.ts')).forgetCommand(),
  formats: async () => (await import('./commands/formats.ts')).formatsCommand(),
}

export async function main(argv: string[]): Promise<void> {
  const program = new Command('trimtab')
    .description('Production monitoring and the feedback loop for models')
    .version(packageFacts.version)
  const asked = argv.slice(2).find((word) => Object.hasOwn(VERBS, word))
  for (const [name, load] of Object.entries(VERBS)) {
    if (asked === undefined || asked === name) program.addCommand(await load())
  }
  throwInsteadOfExit(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    const refusal = Refusal.is(error) ? error : refusedByMachine(error)
    process.exitCode = exitCodeOf(refusal ?? error)
    if (refusal !== null) process.stderr.write(`trimtab: ${refusal.message}\n`)
    else if (!(error instanceof CommanderError)) throw error
  }
}

/** Commander ends the process by itself unless every single command is told not to. */
function throwInsteadOfExit(command: Command): void {
  command.exitOverride()
  for (const verb of command.commands) throwInsteadOfExit(verb)
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage
  return Refusal.is(error) && error.isWrongUsage ? EXIT.wrongUsage : EXIT.failed
}
