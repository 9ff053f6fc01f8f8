// The next step of the fold as it is read: which rows and notes it takes, and the mark by which it is known again.

import type Database from 'better-sqlite3'
import { CELL_MS, type Change, type Unfolded } from '../../rows-folding.ts'
import { type MeasuredColumns, prepareReadMeasured } from './measured.ts'
import { prepareProgress } from './progress.ts'
import { createUnfoldedReader, type Note } from './read-unfolded.ts'

/** What a step writes is written at once, so it is cut where it is of many hours, tasks and sources, or says much. */
const CELLS_PER_STEP_MAX = 128
const LABELS_PER_STEP_MAX = 12_000

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
    const rows = atOnce(
      unfolded.rows(done, claimed).map(({ id, columns }) => ({ id, changes: [changeOf(1, columns)] })),
    )
    const to = rows.isCut ? (rows.taken.at(-1)?.id ?? done) : claimed
    const old = atOnce(unfolded.notes(0, done, limit).map((note) => ({ note, changes: changesOf(note) })))
    const notes = [
      ...old.taken.map(({ note }) => note),
      // Of rows that are counted for the first time: all of them, and there are no more than rows.
      ...(to > done ? unfolded.notes(done, to, to - done) : []),
    ]
    const mark: Mark = { steps, done, to, notes: notes.map(({ id, times, now }) => [id, times, now]) }
    return {
      mark: JSON.stringify(mark),
      changes: [...old.taken, ...rows.taken].flatMap(({ changes }) => changes),
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

/** The first of them, at least one, as long as they are not too much for one step. */
function atOnce<Item extends { changes: Change[] }>(items: Item[]): { taken: Item[]; isCut: boolean } {
  const cells = new Set<string>()
  let labels = 0
  for (const [place, { changes }] of items.entries()) {
    for (const { measured } of changes) {
      cells.add(`${measured.source.id} ${Math.floor(measured.startedMs / CELL_MS.hour)} ${measured.task}`)
      labels += measured.tags.length + Object.keys(measured.metadata).length
    }
    const isTooMuch = cells.size > CELLS_PER_STEP_MAX || labels > LABELS_PER_STEP_MAX
    if (isTooMuch && place > 0) return { taken: items.slice(0, place), isCut: true }
  }
  return { taken: items, isCut: false }
}
