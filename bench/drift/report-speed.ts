// What a report costs by how many rows lie behind it, in a real database, and what its cells take on disk.
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { readDriftReport } from '../../packages/collector/src/drift/report/read-drift-report.ts'
import { DAY_MS, HOUR_MS } from '../../packages/collector/src/drift/hours.ts'
import { openStore } from '../../packages/collector/src/open-store.ts'
import type { WatchCell } from '../../packages/collector/src/store/state-watch.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { showSpread, summarise } from '../measure/statistics.ts'
import { createChance } from './chance.ts'
import { removedAfter } from './data-folder.ts'
import { lawNamed } from './laws.ts'
import type { DriftRun } from './part.ts'
import { cellsOf, type Drawn, NOW_MS, sharesOf, signalOf, TASK, watchOf } from './watched-task.ts'

const SIGNALS = 100
const DAYS = 30
const ROWS = [10_000, 1_000_000]
/** Of signals: how many of each. */
const MIX: readonly (readonly [law: string, count: number])[] = [
  ['normal', 15],
  ['lognormal', 20],
  ['heavy tails (t3)', 10],
  ['whole numbers (Poisson 4)', 15],
  ['3 categories', 10],
  ['10 categories', 10],
  ['200 categories', 5],
  ['rate .5', 6],
  ['rate .02', 6],
  ['missing .05', 3],
]
const MEGABYTE = 1_000_000

interface Measured {
  rows: number
  milliseconds: number[]
  cells: number
  bytes: number
  signals: number
}

export async function measureReport({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const rounds = isQuick ? 3 : 15
  const all: Measured[] = []
  for (const rows of ROWS) all.push(await removedAfter((data) => measureRows({ data, rows, seed, rounds })))
  const [fewer, more] = all.map(({ milliseconds }) => summarise(milliseconds).median)
  return [
    {
      title: 'What a report costs',
      explanation: `One task with ${SIGNALS} signals (numbers, categories, rates, missing values) over ${DAYS} days of hours, in a database on disk; the default report: the last day against the same hours of four weeks. Cells are drawn from their laws and stored through the store's own door. Median and quartiles of ${rounds} reports, in milliseconds, in one process. With a hundred times the rows a report takes ${((more ?? NaN) / (fewer ?? NaN)).toFixed(2)} times as long; the aim is 1.2 at most.`,
      columns: ['Rows behind it', 'Milliseconds', 'Cells of hours and days', 'MB on disk', 'Bytes a cell', 'Said of'],
      rows: all.map(({ rows, milliseconds, cells, bytes, signals }) => [
        rows.toLocaleString('en'),
        showSpread(summarise(milliseconds), 0),
        cells.toLocaleString('en'),
        (bytes / MEGABYTE).toFixed(1),
        (bytes / cells).toFixed(0),
        `${signals} aspects`,
      ]),
    },
  ]
}

async function measureRows({
  data,
  rows,
  seed,
  rounds,
}: {
  data: string
  rows: number
  seed: number
  rounds: number
}): Promise<Measured> {
  const cells = await fill(data, rows, seed)
  const bytes = statSync(join(data, 'trimtab.db')).size
  const store = openStore(data, { mustExist: true, clock: () => NOW_MS })
  const milliseconds: number[] = []
  let signals = 0
  for (let round = 0; round <= rounds; round += 1) {
    const startMs = performance.now()
    const report = await readDriftReport({ state: store.state, clock: () => NOW_MS, isCaughtUp: true, tasks: [TASK] })
    // The first warms up what is read and compiled.
    if (round > 0) milliseconds.push(performance.now() - startMs)
    signals = report.signals.length
  }
  store.close()
  note(`a report of ${rows} rows: ${showSpread(summarise(milliseconds), 0)} ms`)
  return { rows, milliseconds, cells, bytes, signals }
}

/** A signal at a time, as many moves as there are signals. */
async function fill(data: string, rows: number, seed: number): Promise<number> {
  const chance = createChance(seed)
  const store = openStore(data, { clock: () => NOW_MS })
  const known = MIX.flatMap(([name, count]) => Array.from({ length: count }, () => lawNamed(name))).map(
    (law, place) => {
      const laidOut = law.layOut(chance)
      return { laidOut, signal: { ...signalOf(place + 1, law, laidOut), name: `${law.name} ${place + 1}` } }
    },
  )
  const watch = watchOf(
    known.map(({ signal }) => signal),
    NOW_MS - DAYS * DAY_MS,
    NOW_MS,
  )
  let stored = 0
  for (const { laidOut, signal } of known) {
    const hours = DAYS * 24
    const perHour = chance.multinomial(
      rows,
      Array.from({ length: hours }, () => 1),
    )
    const shares = sharesOf(laidOut.cells)
    const drawn: Drawn = {
      totals: [],
      hours: perHour.map((some, hour) => ({
        startMs: NOW_MS - (hours - hour) * HOUR_MS,
        counts: chance.multinomial(some, shares),
      })),
    }
    const cells: WatchCell[] = cellsOf(signal, laidOut.cells, drawn)
    const { step } = await store.state.watching()
    const isMoved = await store.state.moveWatching({
      step,
      mark: String(step + 1),
      watches: [watch],
      cells: [{ task: TASK, cells }],
      said: [],
    })
    if (!isMoved) throw new Error('the store did not take the cells')
    stored += cells.length
  }
  store.close()
  return stored
}
