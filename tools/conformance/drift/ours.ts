// Asks the engine of each window in a folder whether it drifted from the reference: `ours.ts FOLDER`, a process of its own, so
// that its time and memory are its own. It says what peers.py says.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DriftBaseline } from '@trimtab/contract/drift'
import { decideAll } from '../../../packages/collector/src/drift/decisions/decide.ts'
import {
  type FixtureRow,
  type FixtureSignal,
  watchedOf,
} from '../../../packages/collector/src/drift/fixtures/watched.ts'
import { DAY_MS } from '../../../packages/collector/src/drift/hours.ts'
import { compareTask, type DriftState } from '../../../packages/collector/src/drift/report/compare-task.ts'
import { scaleOf } from '../../../packages/collector/src/sketches/grid-scale.ts'

const NUMBERS = ['normal', 'lognormal', 'heavy', 'whole']
/** From so many values a scale is learned. */
const LEARNED_FROM = 64
const NOW_MS = Date.UTC(2026, 10, 2)
const REFERENCE_DAYS = 28
/** The newest days of a reference are left out. */
const LEFT_OUT_DAYS = 2

type Table = { readonly [column: string]: string }[]

function readTable(path: string): Table {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n')
  const columns = head.split(',')
  return lines.map((line) => {
    const fields = line.split(',')
    return Object.fromEntries(columns.map((column, place) => [column, fields[place] ?? '']))
  })
}

/** Spread evenly over a stretch of time. */
function rowsOf(table: Table, fromMs: number, lengthMs: number): FixtureRow[] {
  return table.map((row, place) => ({
    atMs: fromMs + Math.floor(((place + 0.5) * lengthMs) / table.length),
    values: Object.fromEntries(
      Object.entries(row).map(([column, value]) => [column, NUMBERS.includes(column) ? Number(value) : value]),
    ),
  }))
}

function signalsOf(reference: Table): FixtureSignal[] {
  return Object.keys(reference[0] ?? {}).map((name) => {
    if (!NUMBERS.includes(name)) return { name, kind: 'category' as const }
    return {
      name,
      kind: 'number' as const,
      grid: scaleOf(reference.slice(0, LEARNED_FROM).map((row) => Number(row[name]))),
    }
  })
}

const BASELINE: DriftBaseline = {
  task: 'a task',
  reference: { kind: 'rolling', days: REFERENCE_DAYS },
  tolerances: {},
  segments: [],
  ignored: [],
  changedAt: null,
}

/** Of each column, whether it drifted, decided by itself; then whether any did where all are decided together. */
async function judge(reference: Table, window: Table): Promise<{ each: boolean[]; together: boolean[] }> {
  const dayMs = NOW_MS - DAY_MS
  const before = rowsOf(reference, dayMs - REFERENCE_DAYS * DAY_MS, (REFERENCE_DAYS - LEFT_OUT_DAYS) * DAY_MS)
  const { watch, state } = watchedOf(signalsOf(reference), [...before, ...rowsOf(window, dayMs, DAY_MS)])
  const known: DriftState = {
    ...state,
    watch: async () => watch,
    watchedTasks: async () => [watch.task],
    baseline: async () => BASELINE,
    alarms: async () => [],
  }
  const compared = await compareTask(known, watch.task, { fromMs: dayMs, toMs: NOW_MS, nowMs: NOW_MS })
  const changes = compared?.changes ?? []
  return {
    each: changes.map((change) => decideAll([change])[0]?.state === 'drift'),
    together: decideAll(changes).map(({ state: said }) => said === 'drift'),
  }
}

const [folder = '.'] = process.argv.slice(2)
const reference = readTable(join(folder, 'reference.csv'))
const bySize = Map.groupBy(
  readdirSync(folder).filter((file) => file.startsWith('window-')),
  (file) => Number(file.split('-')[1]),
)
for (const [size, files] of [...bySize].toSorted(([left], [right]) => left - right)) {
  const startMs = performance.now()
  const found = []
  for (const file of files) found.push(await judge(reference, readTable(join(folder, file))))
  const seconds = (performance.now() - startMs) / 1000 / files.length
  const megabytes = process.resourceUsage().maxRSS / 1024
  for (const [rule, flags] of [
    ['Trimtab, each column by itself', found.flatMap(({ each }) => each)],
    ['Trimtab, a report of all columns', found.flatMap(({ together }) => together)],
  ] as const) {
    const line = { rule, size, megabytes, judged: flags.length, flagged: flags.filter(Boolean).length, seconds }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
}
