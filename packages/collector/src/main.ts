// The `trimtab` command: one verb a file. Here a refusal becomes one sentence and an exit code, and nothing else does.

import { Command, CommanderError } from 'commander'
import packageFacts from '../package.json' with { type: 'json' }
import { datasetCommand } from './commands/dataset.ts'
import { formatsCommand } from './commands/formats.ts'
import { serveCommand } from './commands/serve.ts'
import { Refusal } from './refusal.ts'

const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const

export async function main(argv: string[]): Promise<void> {
  const program = new Command('trimtab')
    .description('Production monitoring and the feedback loop for models')
    .version(packageFacts.version)
    .addCommand(serveCommand())
    .addCommand(datasetCommand())
    .addCommand(formatsCommand())
  throwInsteadOfExit(program)
  try {
    await program.parseAsync(argv)
  } catch (error) {
    process.exitCode = exitCodeOf(error)
    if (Refusal.is(error)) process.stderr.write(`trimtab: ${error.message}\n`)
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
