// `trimtab backup`: everything stored at one moment in one file, whether or not a collector runs on the same database.

import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { COMMAND_ACTOR } from '@trimtab/contract'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore } from '../open-store.ts'
import { count, size } from './amounts-text.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'

interface BackupOptions {
  data: string
  json?: boolean
}

/** What `--json` prints. */
interface Backup {
  file: string
  bytes: number
  predictions: number
  seconds: number
  sha256: string
}

export function backupCommand(): Command {
  return new Command('backup')
    .description('copy everything that is stored into one file, also while a collector runs')
    .argument('<file>', 'the file to write, which must not be there yet')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(writeBackup)
}

async function writeBackup(target: string, options: BackupOptions): Promise<void> {
  const file = resolve(target)
  const startMs = performance.now()
  const store = openStore(options.data, { mustExist: true })
  const progress = showProgress(options)
  try {
    const { predictions } = await store.backup(file, (done, total) => progress.showPart('Copying', done, total))
    progress.show('Reading it once more')
    const sha256 = await hashOf(file)
    const bytes = statSync(file).size
    const seconds = Math.round(performance.now() - startMs) / 1000
    progress.clear()
    // Before it is noted, which needs room where the database is: a full disk is a reason to make a backup.
    print(options, { file, bytes, predictions, seconds, sha256 })
    await store.state.recordChange({
      at: new Date(systemClock()).toISOString(),
      actor: COMMAND_ACTOR,
      action: 'backup.made',
      target: null,
      detail: { bytes, predictions, sha256 },
    })
  } finally {
    progress.clear()
    store.close()
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

function print({ json }: BackupOptions, backup: Backup): void {
  if (json === true) {
    console.log(JSON.stringify(backup))
    return
  }
  const { file, bytes, predictions, seconds, sha256 } = backup
  console.log(
    [
      `Wrote ${count(predictions, 'prediction')} and all that belongs to them to ${file}: ${size(bytes)} in ${seconds.toFixed(1)} s.`,
      `sha256 ${sha256}`,
    ].join('\n'),
  )
}
