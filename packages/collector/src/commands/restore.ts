// `trimtab restore`: a backup becomes the database of a folder, on which no collector runs meanwhile.

import { resolve } from 'node:path'
import { COMMAND_ACTOR } from '@trimtab/contract'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore, restoreStore } from '../open-store.ts'
import { count, size } from './amounts-text.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'

interface RestoreOptions {
  data: string
  replace?: boolean
  json?: boolean
}

/** What `--json` prints. */
interface Restored {
  data: string
  predictions: number
  bytes: number
  movedTo: string | null
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a backup in the place of the database; no collector may run on it meanwhile')
    .argument('<file>', 'what `trimtab backup` wrote')
    .addOption(dataOption())
    .option('--replace', 'move a database that is there aside')
    .option('--json', 'print JSON')
    .action(restore)
}

async function restore(file: string, options: RestoreOptions): Promise<void> {
  const data = resolve(options.data)
  const nowMs = systemClock()
  const progress = showProgress(options)
  const { movedTo } = await restoreStore({
    backup: resolve(file),
    data,
    isReplacing: options.replace === true,
    nowMs,
    onProgress: (done, total) => progress.showPart('Copying', done, total),
  }).finally(progress.clear)
  const store = openStore(data, { mustExist: true })
  try {
    const { predictions, bytes } = await store.rows.report()
    await store.state.recordChange({
      at: new Date(nowMs).toISOString(),
      actor: COMMAND_ACTOR,
      action: 'backup.restored',
      target: null,
      detail: { predictions, isReplacing: movedTo !== null },
    })
    print(options, { data, predictions, bytes, movedTo })
  } finally {
    store.close()
  }
}

function print({ json }: RestoreOptions, restored: Restored): void {
  if (json === true) {
    console.log(JSON.stringify(restored))
    return
  }
  const { data, predictions, bytes, movedTo } = restored
  console.log(`The database in ${data} is the backup: ${count(predictions, 'prediction')}, ${size(bytes)}.`)
  if (movedTo !== null) console.log(`The one that was there is now ${movedTo}; delete it when you no longer need it.`)
}
