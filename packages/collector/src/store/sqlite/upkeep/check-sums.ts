// Whether the sums are what the rows add up to. Every row is counted once more, and nothing is written.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { addEncoded, addTally, emptyTally, encodeTally, type Tally } from '../../../sketches/tally.ts'
import { CELL_LEVELS } from '../../rows-folding.ts'
import { type MeasuredColumns, prepareReadMeasured, prepareReadTask } from '../aggregates/measured.ts'
import { STORED } from '../aggregates/parts.ts'
import { prepareProgress } from '../aggregates/progress.ts'
import { createUnfoldedReader } from '../aggregates/read-unfolded.ts'
import type { StoreRules } from '../rules.ts'

const ROWS_PER_STEP = 2_000
/** Of rows that changed since they were counted. With more of them there is no telling what was counted. */
const NOTES_MAX = 1_000_000

type ByTask = Map<string, Tally>

interface CheckSumsOptions {
  /** In a transaction that others cannot disturb. */
  client: Database.Database
  rules: StoreRules
  onProgress: (done: number, total: number) => void
  /** Asked between steps; false ends it. */
  mayGoOn: () => boolean
}

export async function checkSums(options: CheckSumsOptions): Promise<StorageFinding[]> {
  const { client } = options
  const { done } = prepareProgress(client).read()
  // Nothing is counted, or it is being forgotten.
  if (done <= 0) return []
  const counted = await countRows(options, done)
  if (counted === null) return [GIVEN_UP]
  const wrong = new Set(
    CELL_LEVELS.flatMap((level) => differing(counted, readSums(client, CELL_LEVELS.indexOf(level)))),
  )
  return [...wrong].toSorted().map((task) => ({
    severity: 'problem',
    sentence: `The figures of ${task} are not what its predictions add up to.`,
    cure: '`trimtab doctor --rebuild-aggregates` counts everything anew.',
  }))
}

const GIVEN_UP: StorageFinding = {
  severity: 'warning',
  sentence: 'So much is being written that the figures could not be compared with all predictions.',
  cure: 'Ask again when less is written.',
}

/** Null where it had to end before. */
async function countRows(
  { client, rules, onProgress, mayGoOn }: CheckSumsOptions,
  done: number,
): Promise<ByTask | null> {
  const reader = createUnfoldedReader(client)
  const readMeasured = prepareReadMeasured(client)
  const sums: ByTask = new Map()
  const add = (columns: readonly MeasuredColumns[]): void => {
    const { cells } = rules.foldOf(columns.map((each) => ({ sign: 1, measured: readMeasured(each) })))
    for (const { task, level, tally } of cells) if (level === 'ever') addTally(tallyOf(sums, task), tally)
  }
  // Of rows that changed since, or are gone, the sums still say what they were.
  const before = new Map(reader.notes(0, done, NOTES_MAX).map((note) => [note.id, note.before]))
  for (let from = reader.first(0); from !== null && from <= done;) {
    const to = Math.min(from - 1 + ROWS_PER_STEP, done)
    add(reader.rows(from - 1, to).flatMap(({ id, columns }) => (before.has(id) ? [] : [columns])))
    onProgress(to, done)
    await nextTurn()
    if (!mayGoOn()) return null
    from = reader.first(to)
  }
  const noted = [...before.values()]
  for (let from = 0; from < noted.length; from += ROWS_PER_STEP) add(noted.slice(from, from + ROWS_PER_STEP))
  return sums
}

function readSums(client: Database.Database, level: number): ByTask {
  const select = client
    .prepare<[number], string>(`SELECT tally FROM cell WHERE level = ${level} AND part = ${STORED} AND task = ?`)
    .pluck()
  const readTask = prepareReadTask(client)
  const tasks = client.prepare<[], number>('SELECT id FROM task').pluck().all()
  const sums: ByTask = new Map()
  for (const task of tasks) for (const tally of select.all(task)) addEncoded(tallyOf(sums, readTask(task)), tally)
  return sums
}

function tallyOf(sums: ByTask, task: string): Tally {
  const tally = sums.get(task) ?? emptyTally()
  sums.set(task, tally)
  return tally
}

function differing(left: ByTask, right: ByTask): string[] {
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (task) => encodeTally(left.get(task) ?? emptyTally()) !== encodeTally(right.get(task) ?? emptyTally()),
  )
}
