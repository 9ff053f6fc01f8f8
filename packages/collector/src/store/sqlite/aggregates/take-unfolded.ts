// The next step of the fold as it is read: which rows and notes it takes, and the mark by which it is known again.

import type Database from 'better-sqlite3'
import { CELL_MS, type Change, type Unfolded } from '../../rows-folding.ts'
import { type MeasuredColumns, prepareReadMeasured } from './measured.ts'
import { prepareProgress } from './progress.ts'
import { createUnfoldedReader, type Note } from './read-unfolded.ts'

/** What a step writes is written at once: rows of so many hours, tasks and sources, and half of it for each of both kinds. */
const CELLS_PER_STEP_MAX = 256

export interface Mark {
  /** How often the fold had moved. */
  steps: number
  /** Counted up to here before, and with it. */
  done: number
  to: number
  /** The notes it has to do with: how often they were changed, and what of the row is counted with it. */
  notes: [id: number, times: number, counted: MeasuredColumns | null][]
}

/** Ready to claim what comes next and to read it. */
export function prepareTakeUnfolded(client: Database.Database): (limit: number) => Unfolded {
  const progress = prepareProgress(client)
  const unfolded = createUnfoldedReader(client)
  const readMeasured = prepareReadMeasured(client)

  /** Where a claim is not folded yet, it stands. */
  function claim(limit: number): void {
    const { done, claimed } = progress.read()
    if (claimed > done) return
    const first = unfolded.first(done)
    if (first !== null) progress.claim(Math.min(unfolded.last(), first - 1 + limit))
  }
  const claimWhole = client.transaction(claim)

  function hasToClaim(): boolean {
    const { done, claimed } = progress.read()
    return claimed <= done && unfolded.last() > done
  }

  const read = client.transaction((limit: number): Unfolded => {
    const { done, claimed, steps } = progress.read()
    const rows = withinCells(unfolded.rows(done, claimed), ({ columns }) => [columns])
    const to = rows.isCut ? (rows.taken.at(-1)?.id ?? done) : claimed
    const old = withinCells(unfolded.notes(0, done, limit), ({ before, now }) =>
      now === null ? [before] : [before, now],
    )
    const fresh = to > done ? unfolded.notes(done, to, to - done) : []
    const mark: Mark = {
      steps,
      done,
      to,
      notes: [...old.taken, ...fresh].map(({ id, times, now }) => [id, times, now]),
    }
    return {
      mark: JSON.stringify(mark),
      changes: [...old.taken.flatMap(changesOf), ...rows.taken.map(({ columns }) => changeOf(1, columns))],
      isAll: to >= unfolded.last() && !old.isCut && old.taken.length < limit,
    }
  })

  function changesOf({ before, now }: Note): Change[] {
    return now === null ? [changeOf(-1, before)] : [changeOf(-1, before), changeOf(1, now)]
  }

  function changeOf(sign: Change['sign'], columns: MeasuredColumns): Change {
    return { sign, measured: readMeasured(columns) }
  }

  return (limit) => {
    if (hasToClaim()) claimWhole.immediate(limit)
    return read(limit)
  }
}

/** The first of them, at least one, as long as they lie in no more cells than a step may write. */
function withinCells<Item>(
  items: readonly Item[],
  columnsOf: (item: Item) => readonly MeasuredColumns[],
): { taken: readonly Item[]; isCut: boolean } {
  const cells = new Set<string>()
  for (const [place, item] of items.entries()) {
    for (const [task, source, startedMs] of columnsOf(item)) {
      cells.add(`${task} ${source} ${Math.floor(startedMs / CELL_MS.hour)}`)
    }
    if (cells.size > CELLS_PER_STEP_MAX / 2 && place > 0) return { taken: items.slice(0, place), isCut: true }
  }
  return { taken: items, isCut: false }
}
