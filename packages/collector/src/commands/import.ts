// `trimtab import`: predictions and feedback of before Trimtab, out of a file and through the door of everything else,
// whether or not a collector runs on the same database.

import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { openStore } from '../open-store.ts'
import { importLines, type ImportReport, REFUSALS_NAMED_MAX } from '../ingest/import/import-lines.ts'
import { readLines } from '../ingest/import/read-lines.ts'
import { openIngest } from '../ingest/open-ingest.ts'
import { Refusal, unreadableFile } from '../refusal.ts'
import { count } from './amounts-text.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'
import { WRITER_THREAD_FILE } from '../thread-files.ts'

interface ImportOptions {
  data: string
  json?: boolean
}

export function importCommand(): Command {
  return new Command('import')
    .description('take in predictions and feedback from a file of JSON lines')
    .argument('<file>', 'the file, of JSON lines; gzipped where its name ends in .gz; - reads standard input')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(importFile)
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const chunks = await openFile(file)
  const store = openStore(options.data)
  const ingest = openIngest({
    writerThread: WRITER_THREAD_FILE,
    data: options.data,
    rows: store.rows,
    readPrices: () => store.state.prices(),
    clock: systemClock,
    makeId: randomUUID,
    onDefect: (error) => console.error(error),
  })
  const progress = showProgress(options)
  try {
    const report = await importLines({
      lines: readLines(readable(chunks, file)),
      ingest,
      clock: systemClock,
      onProgress: ({ lines }) => progress.show(count(lines, 'line')),
    })
    progress.clear()
    if (options.json === true) console.log(JSON.stringify(report))
    else describe(report, file)
    if (report.refused > 0) process.exitCode = 1
  } finally {
    progress.clear()
    await ingest.close()
    store.close()
  }
}

async function openFile(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin
  const facts = await stat(file).catch((error: unknown) => {
    throw unreadableFile(file, error)
  })
  if (!facts.isFile()) throw new Refusal('file.unreadable', `${file} is not a file.`)
  const bytes = createReadStream(file)
  if (!file.endsWith('.gz')) return bytes
  // What goes wrong on the way comes out of the end that is read.
  return pipeline(bytes, createGunzip(), () => undefined)
}

/** A file that breaks off in the middle ends the command with a sentence; what came before is stored. */
async function* readable(chunks: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  for (;;) {
    const next = await iterator.next().catch((error: unknown) => {
      throw unreadableFile(file, error)
    })
    if (next.done === true) return
    yield next.value
  }
}

function describe({ predictions, feedback, waiting, refused, refusals }: ImportReport, file: string): void {
  const taken = `${count(predictions, 'prediction')} and ${count(feedback, 'piece')} of feedback`
  const kept = waiting === 0 ? '' : ` (${waiting} for predictions that are not here yet)`
  console.log(`Took in ${taken}${kept}. What was here already is not stored twice.`)
  if (refused === 0) return
  for (const { line, reason } of refusals) console.error(`${file}:${line}: ${reason}`)
  if (refused > REFUSALS_NAMED_MAX) console.error(`and ${(refused - REFUSALS_NAMED_MAX).toLocaleString('en')} more`)
  console.error(`trimtab: ${count(refused, 'line')} refused; the others are stored.`)
}
