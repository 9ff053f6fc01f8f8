// `trimtab import`: predictions and feedback of before Trimtab, out of a file and through the door of everything else,
// whether or not a collector runs on the same database.

import { Command } from 'commander'
import { systemClock } from '../clock.ts'
import { importLines, type ImportReport, REFUSALS_NAMED_MAX } from '../ingest/import/import-lines.ts'
import { readLines } from '../ingest/import/read-lines.ts'
import { count } from './amounts-text.ts'
import { openInput } from './input-file.ts'
import { dataOption } from './options.ts'
import { showProgress } from './progress.ts'
import { withIngest } from './with-ingest.ts'

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
  const chunks = await openInput(file)
  const progress = showProgress(options)
  await withIngest(options, async ({ ingest }) => {
    const report = await importLines({
      lines: readLines(chunks),
      ingest,
      clock: systemClock,
      onProgress: ({ lines }) => progress.show(count(lines, 'line')),
    })
    progress.clear()
    if (options.json === true) console.log(JSON.stringify(report))
    else describe(report, file)
    if (report.refused > 0) process.exitCode = 1
  }).finally(progress.clear)
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
