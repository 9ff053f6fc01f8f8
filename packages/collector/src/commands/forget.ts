// `trimtab forget`: everything of a person goes, for good. Whether or not a collector runs on the same database.

import { COMMAND_ACTOR } from '@trimtab/contract'
import { Command, InvalidArgumentError } from 'commander'
import { systemClock } from '../clock.ts'
import { forgetPerson } from '../jobs/forget.ts'
import { openStore } from '../open-store.ts'
import { Refusal } from '../refusal.ts'
import { answerTo } from './answer.ts'
import { describeForgotten } from './forget-text.ts'
import { sayWhenInterrupted } from './interruption.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'

interface ForgetOptions {
  user: string
  data: string
  yes?: boolean
  json?: boolean
}

export function forgetCommand(): Command {
  return new Command('forget')
    .description('remove everything of a person: predictions, texts, feedback and rows of datasets')
    .requiredOption('--user <id>', 'who it is, as the app says it', parseUser)
    .addOption(dataOption())
    .option('--yes', 'do not ask whether it is meant')
    .option('--json', 'print JSON')
    .action(forget)
}

async function forget(options: ForgetOptions): Promise<void> {
  const { user, data, json } = options
  const store = openStore(data, { mustExist: true })
  const progress = showProgress(options)
  try {
    if (options.yes !== true) await askWhetherMeant(user)
    const takeBack = sayWhenInterrupted(`Broken off; something of ${user} is left. Forget ${user} again for the rest.`)
    const report = await forgetPerson({
      ...store,
      user,
      actor: COMMAND_ACTOR,
      at: new Date(systemClock()).toISOString(),
      onProgress: (done, total) => progress.showPart('Removing', done, total),
    })
    takeBack()
    progress.clear()
    if (report === null) throw new Refusal('person.not_found', `Nothing is stored of ${user}.`)
    console.log(json === true ? JSON.stringify(report) : describeForgotten(report))
  } finally {
    progress.clear()
    store.close()
  }
}

async function askWhetherMeant(user: string): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new Refusal('answer.missing', 'Forgetting cannot be undone; say --yes where nobody can be asked.')
  }
  const answer = await answerTo(`Everything of ${user} will be gone, and cannot be brought back. Type yes to go on: `, {
    input: process.stdin,
    output: process.stderr,
  })
  if (answer.toLowerCase() !== 'yes') throw new Refusal('answer.missing', 'Nothing was changed.')
}

/** An empty variable in a script is nobody. */
function parseUser(text: string): string {
  if (text !== '') return text
  throw new InvalidArgumentError('It must name somebody.')
}
