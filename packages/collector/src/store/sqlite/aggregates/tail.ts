// What the sums do not say yet, counted for an answer and remembered until anything is written.

import type Database from 'better-sqlite3'
import type { Change, Folded } from '../../rows-folding.ts'
import type { StoreRules } from '../rules.ts'
import { type MeasuredColumns, prepareReadMeasured, withoutLabels } from './measured.ts'
import { type Progress, UNFOLDING } from './progress.ts'
import { createUnfoldedReader } from './read-unfolded.ts'

/** Rows that are counted for an answer, and notes: a few milliseconds. More is left to the fold. */
export const TAIL_ROWS_MAX = 1_000

/** Null where the tail is too long. Inside a snapshot. */
export type ReadTail = (progress: Progress) => Folded | null

export function prepareReadTail(client: Database.Database, rules: Pick<StoreRules, 'foldOf'>): ReadTail {
  // Of other connections, and of this one.
  const selectVersion = client.prepare<[], number>('PRAGMA data_version').pluck()
  const selectChanges = client.prepare<[], number>('SELECT total_changes()').pluck()
  const unfolded = createUnfoldedReader(client)
  const readMeasured = prepareReadMeasured(client)
  let remembered: { version: string; tail: Folded | null } | null = null

  function read({ done }: Progress): Folded | null {
    const after = done === UNFOLDING ? 0 : done
    if (unfolded.last() - after > TAIL_ROWS_MAX) return null
    const notes = unfolded.notes(0, done, TAIL_ROWS_MAX + 1)
    if (notes.length > TAIL_ROWS_MAX) return null
    const changeOf = (sign: Change['sign'], columns: MeasuredColumns): Change => ({
      sign,
      measured: readMeasured(withoutLabels(columns)),
    })
    return rules.foldOf([
      ...notes.flatMap(({ before, now }) => [changeOf(-1, before), ...(now === null ? [] : [changeOf(1, now)])]),
      ...unfolded.rows(after, unfolded.last()).map(({ columns }) => changeOf(1, columns)),
    ])
  }

  return (progress) => {
    const version = `${selectVersion.get()} ${selectChanges.get()}`
    if (remembered?.version !== version) remembered = { version, tail: read(progress) }
    return remembered.tail
  }
}
