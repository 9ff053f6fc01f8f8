// Whether the sums are what the rows add up to. Every row is counted once more, and nothing is written.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { addTally, emptyTally, type Tally } from '../../../sketches/tally.ts'
import { addEncoded, encodeTally } from '../../../sketches/tally-text.ts'
import { CELL_LEVELS, type CellLevel } from '../../rows-folding.ts'
import { ALL, BY_BOTH, BY_SOURCE, BY_TASK, OTHERS } from '../aggregates/grains.ts'
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
  const readSums = prepareReadSums(client)
  const whole = new Map([[ALL_TASKS, sumOfAll(counted)]])
  const wrong = new Set(
    CELL_LEVELS.flatMap((level) => [
      ...[ALL, BY_SOURCE].flatMap((grain) =>
        differing(
          whole,
          readSums(level, grain, () => ALL_TASKS),
        ),
      ),
      // Where tasks are counted together, nothing can be said of each.
      ...(areSomeTogether(client, level)
        ? []
        : [BY_TASK, BY_BOTH].flatMap((grain) => differing(counted, readSums(level, grain)))),
    ]),
  )
  // Of a task that is wrong the whole is wrong too, and needs no saying.
  if (wrong.size > 1) wrong.delete(ALL_TASKS)
  return [...wrong].toSorted().map((task) => ({
    severity: 'problem',
    sentence:
      task === ALL_TASKS
        ? 'The figures of all tasks together are not what their predictions add up to.'
        : `The figures of ${task} are not what its predictions add up to.`,
    cure: '`trimtab doctor --rebuild-aggregates` counts everything anew.',
  }))
}

/** In place of a name, which no task has: names are not empty. */
const ALL_TASKS = ''

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

type ReadSums = (level: CellLevel, grain: number, nameOf?: (task: number) => string) => ByTask

function prepareReadSums(client: Database.Database): ReadSums {
  const select = client
    .prepare<[level: number, grain: number], [task: number, tally: string]>(
      `SELECT task, tally FROM cell WHERE level = ? AND grain = ? AND part = ${STORED}`,
    )
    .raw()
  const readTask = prepareReadTask(client)
  return (level, grain, nameOf = readTask) => {
    const sums: ByTask = new Map()
    // The transaction is for reading alone, and one row at a time is held of what may be large.
    for (const [task, tally] of select.iterate(CELL_LEVELS.indexOf(level), grain))
      addEncoded(tallyOf(sums, nameOf(task)), tally)
    return sums
  }
}

function areSomeTogether(client: Database.Database, level: CellLevel): boolean {
  const select = client
    .prepare<[level: number], number>(
      `SELECT EXISTS (SELECT 1 FROM cell WHERE level = ? AND grain = ${BY_TASK} AND task = ${OTHERS} AND part = ${STORED})`,
    )
    .pluck()
  return select.get(CELL_LEVELS.indexOf(level)) === 1
}

function sumOfAll(sums: ByTask): Tally {
  const all = emptyTally()
  for (const tally of sums.values()) addTally(all, tally)
  return all
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
