// `trimtab doctor`: what the store holds, what is wrong with it, and what is derived from rows made anew. Whether or not
// a collector runs on the same database.

import { type AuditAction, COMMAND_ACTOR, type StorageFinding, type StorageReport } from '@trimtab/contract'
import { Command } from 'commander'
import { rollUp } from '../aggregates/roll-up.ts'
import { predictionsIn } from '../aggregates/signals/outcomes.ts'
import { systemClock } from '../clock.ts'
import { rebuildAggregates, rebuildSearch } from '../jobs/rebuild.ts'
import { openStore } from '../open-store.ts'
import type { Tally } from '../sketches/tally.ts'
import { encodeTally } from '../sketches/tally-text.ts'
import type { Rows } from '../store/rows.ts'
import type { Store } from '../store/store.ts'
import { countWatchAnew } from '../watch/count-anew.ts'
import { describeFindings, describeRebuilt, describeStorage, type Difference } from './doctor-text.ts'
import { sayWhenInterrupted } from './interruption.ts'
import { dataOption } from './options.ts'
import { type Progress, showProgress } from './progress.ts'

interface DoctorOptions {
  data: string
  json?: boolean
  rebuildAggregates?: boolean
  rebuildSearch?: boolean
  rebuildDrift?: boolean
}

/** What `--json` prints. What was not asked for is not in it. */
interface Diagnosis {
  report: StorageReport
  findings: StorageFinding[]
  aggregates?: { predictions: number; differences: Difference[] } | undefined
  search?: { predictions: number } | undefined
  drift?: { predictions: number } | undefined
}

const LEFT_OVER =
  'Broken off; what is left is made anew by itself when a collector runs on this database, or by doing this again.'

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say what the store holds and what is wrong with it')
    .addOption(dataOption())
    .option('--rebuild-aggregates', 'count all predictions anew for the figures')
    .option('--rebuild-search', 'make the search index anew')
    .option('--rebuild-drift', 'count anew what is watched for drift, from the predictions that are stored')
    .option('--json', 'print JSON')
    .action(examine)
}

async function examine(options: DoctorOptions): Promise<void> {
  const store = openStore(options.data, { mustExist: true })
  const progress = showProgress(options)
  try {
    const takeBack = sayWhenInterrupted(LEFT_OVER)
    const aggregates = options.rebuildAggregates === true ? await countAnew(store, progress) : undefined
    const search = options.rebuildSearch === true ? await indexAnew(store, progress) : undefined
    const drift = options.rebuildDrift === true ? await watchAnew(store, progress) : undefined
    takeBack()
    const findings = await store.rows.check((done, total) => progress.showPart('Reading everything', done, total))
    const diagnosis: Diagnosis = { report: await store.rows.report(), findings, aggregates, search, drift }
    progress.clear()
    console.log(options.json === true ? JSON.stringify(diagnosis) : describe(diagnosis))
    if (findings.some(({ severity }) => severity === 'problem')) process.exitCode = 1
  } finally {
    progress.clear()
    store.close()
  }
}

function describe({ report, findings, aggregates, search, drift }: Diagnosis): string {
  return [
    ...(aggregates === undefined ? [] : [describeRebuilt(aggregates)]),
    ...(search === undefined ? [] : ['The search index was made anew.']),
    ...(drift === undefined ? [] : ['What is watched for drift was counted anew.']),
    describeStorage(report),
    describeFindings(findings),
  ].join('\n\n')
}

async function countAnew({ rows, state }: Store, progress: Progress): Promise<Diagnosis['aggregates']> {
  // What waits would look like a difference.
  while (await rollUp(rows)) progress.show('Counting what waits')
  const before = await figuresOf(rows)
  const { predictions } = await rebuildAggregates(rows, (done, total) =>
    progress.showPart('Counting everything anew', done, total),
  )
  const differences = differencesOf(before, await figuresOf(rows))
  await record(state, 'aggregates.rebuilt', { predictions, tasksChanged: differences.length })
  return { predictions, differences }
}

async function indexAnew({ rows, state }: Store, progress: Progress): Promise<Diagnosis['search']> {
  const { predictions } = await rebuildSearch(rows, (done, total) =>
    progress.showPart('Indexing everything anew', done, total),
  )
  await record(state, 'search.rebuilt', { predictions })
  return { predictions }
}

async function watchAnew({ rows, state }: Store, progress: Progress): Promise<Diagnosis['drift']> {
  const onProgress = (done: number, total: number): void =>
    progress.showPart('Counting what is watched anew', done, total)
  const predictions = await countWatchAnew({ rows, state, clock: systemClock, onProgress })
  await record(state, 'drift.rebuilt', { predictions })
  return { predictions }
}

async function record(state: Store['state'], action: AuditAction, detail: { [name: string]: number }): Promise<void> {
  const at = new Date(systemClock()).toISOString()
  await state.recordChange({ at, actor: COMMAND_ACTOR, action, target: null, detail })
}

async function figuresOf(rows: Rows): Promise<Map<string, Tally>> {
  const { sums } = await rows.sums({ level: 'ever', byTask: true })
  return new Map(sums.flatMap(({ task, tally }) => (task === null ? [] : [[task, tally]])))
}

function differencesOf(before: Map<string, Tally>, after: Map<string, Tally>): Difference[] {
  const textOf = (tally: Tally | undefined) => (tally === undefined ? null : encodeTally(tally))
  const predictionsOf = (tally: Tally | undefined) => (tally === undefined ? 0 : predictionsIn(tally))
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((task) => textOf(before.get(task)) !== textOf(after.get(task)))
    .map((task) => ({
      task,
      predictionsBefore: predictionsOf(before.get(task)),
      predictionsAfter: predictionsOf(after.get(task)),
    }))
}
