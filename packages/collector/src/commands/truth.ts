// `trimtab truth import`: late ground truth out of a table, through the door of everything else, whether or not a collector
// runs on the same database.

import { resolve } from 'node:path'
import { COMMAND_ACTOR, type TruthReport } from '@trimtab/contract'
import { Command, InvalidArgumentError, Option } from 'commander'
import { systemClock } from '../clock.ts'
import { sayHowFar, type TruthProgress } from '../ingest/truth/how-far.ts'
import { importTruth } from '../ingest/truth/import-truth.ts'
import { readTruthLines } from '../ingest/truth/read-truth-lines.ts'
import { readTruthTable } from '../ingest/truth/read-truth-table.ts'
import { truthImported } from '../ingest/truth/truth-imported.ts'
import { count } from './amounts-text.ts'
import { openInput } from './input-file.ts'
import { createLabelVariety } from './label-variety.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'
import { describeTruth, tell } from './truth-text.ts'
import { withIngest } from './with-ingest.ts'

interface ImportOptions {
  data: string
  key: string
  label: string
  task?: string
  at?: string
  numbers?: boolean
  delimiter?: string
  json?: boolean
}

const JSON_LINES = /\.(?:jsonl|ndjson)(?:\.gz)?$/

export function truthCommand(): Command {
  const command = new Command('truth').description('take in what turned out to be true, by business key')
  command
    .command('import <file>')
    .description(
      'take in a table of keys and labels: CSV with a header, or JSON lines where its name ends in .jsonl; gzipped where it ends in .gz; - reads standard input',
    )
    .requiredOption('--key <column>', 'the column with the business key')
    .requiredOption('--label <column>', 'the column with what turned out to be true')
    .option('--task <name>', 'only predictions of this task')
    .option('--at <column>', 'the column with the time it became true; it is now where this is not said')
    .option('--numbers', 'labels that look like numbers are numbers')
    .addOption(
      new Option(
        '--delimiter <character>',
        'what stands between two cells, or tab; found from the header otherwise',
      ).argParser(parseDelimiter),
    )
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(importFile)
  return command
}

async function importFile(file: string, options: ImportOptions): Promise<void> {
  const { key, label, at, task = null, numbers: areNumbers = false, delimiter } = options
  const chunks = await openInput(file)
  const reading = { columns: { key, label, at }, areNumbers, delimiter }
  const read = JSON_LINES.test(file) ? readTruthLines : readTruthTable
  const variety = createLabelVariety()
  // A table without the columns is refused before a database is opened.
  const truths = variety.watch(await begin(read(chunks, reading)))
  const progress = showProgress(options)
  let told: TruthProgress | undefined
  const onProgress = (now: TruthProgress): void => {
    told = now
    progress.show(count(now.report.rows, 'row'))
  }
  const describe = (report: TruthReport): void => {
    const { data, json } = options
    progress.clear()
    if (json === true) console.log(JSON.stringify(report))
    else describeTruth({ report, file, data, key, isLikeKeys: variety.isLikeKeys() })
  }
  // Labels may come before their predictions, and yet into no new database: whoever mistypes a folder, or runs this in
  // another one, would never hear of it again.
  const opening = { data: resolve(options.data), mustExist: true }
  await withIngest(opening, async ({ store: { rows, state }, ingest }) => {
    try {
      const report = await importTruth({
        truths,
        ingest,
        rows,
        clock: systemClock,
        task,
        mayReadLabels: true,
        onProgress,
      })
      describe(report)
      if (report.refused > 0) process.exitCode = 1
    } catch (error) {
      if (told !== undefined && told.report.rows > 0) {
        progress.clear()
        tell(sayHowFar(told))
        describe(told.report)
      }
      throw error
    } finally {
      // Also of one that broke off: what it stored is stored.
      const by = { actor: COMMAND_ACTOR, at: new Date(systemClock()).toISOString() }
      const change = told === undefined ? null : truthImported(told.report, by)
      // That this cannot be written hides from nobody what came of the labels.
      if (change !== null) await state.recordChange(change).catch((cause: unknown) => tell(unrecorded(cause)))
    }
  }).finally(progress.clear)
}

function unrecorded(cause: unknown): string {
  return `The log of changes could not be written: ${cause instanceof Error ? cause.message : String(cause)}.`
}

/** Rejects where not even the first can be had. */
async function begin<Row>(rows: AsyncGenerator<Row>): Promise<AsyncIterable<Row>> {
  const first = await rows.next()
  return (async function* all() {
    if (first.done === true) return
    yield first.value
    yield* rows
  })()
}

function parseDelimiter(text: string): string {
  if (['tab', String.raw`\t`].includes(text)) return '\t'
  if (/^[\t\u0020-\u007E]$/.test(text) && text !== '"') return text
  throw new InvalidArgumentError('It must be one character, such as a semicolon, and no quote; or tab.')
}
