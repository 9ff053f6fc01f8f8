// Counting what is stored, on SQLite. Why it is exact: rows have ids in the order of arrival, and ids up to `done` are
// counted. A step claims the ids up to `claimed` in a transaction of its own, and then reads them in one snapshot. From
// the claim on, whoever changes a row up to `claimed` notes in `changed` what it was before. So a note after the snapshot
// says what the snapshot counted, and is taken back and counted anew by a later step. A note from before it, of a row
// that the step counts for the first time, says what nobody counted: it is dropped with the step, or, where the row
// changed again since, which `times` tells, set to what was counted. A note of a row that was counted long ago becomes
// minus what was, plus what is. Sums, watermark and notes move in one transaction, and `steps` with them: a mark of any
// other moment no longer fits, so nothing is counted twice, whoever counts.

import { setImmediate } from 'node:timers/promises'
import type { RowsFolding } from '../../rows-folding.ts'
import type { Connection } from '../connection.ts'
import { prepareClearSums } from './clear-sums.ts'
import { type Graded, gradedOf } from './grains.ts'
import { STORED } from './parts.ts'
import { prepareProgress, UNFOLDING } from './progress.ts'
import { type Mark, prepareTakeUnfolded } from './take-unfolded.ts'
import { prepareAddGraded } from './write-cells.ts'

export function createFolding({ $client: client }: Connection): RowsFolding {
  const progress = prepareProgress(client)
  const takeUnfolded = prepareTakeUnfolded(client)
  const addGraded = prepareAddGraded(client)
  const clearSums = prepareClearSums(client)
  const removeNote = client.prepare<[number, number]>('DELETE FROM changed WHERE prediction = ? AND times = ?')
  const setBefore = client.prepare<[string, number]>('UPDATE changed SET before = ? WHERE prediction = ?')

  const foldWhole = client.transaction(({ steps, to, notes }: Mark, graded: Graded): boolean => {
    const now = progress.read()
    if (now.steps !== steps || now.done === UNFOLDING) return false
    addGraded(graded, STORED)
    for (const [id, times, counted] of notes) {
      // It changed again while it was being counted; what is gone changes no more.
      if (removeNote.run(id, times).changes === 0) setBefore.run(JSON.stringify(counted), id)
    }
    progress.move(to, now.claimed)
    return true
  })

  const beginUnfolding = client.transaction(() => progress.move(UNFOLDING, 0))
  const endUnfolding = client.transaction(() => {
    if (progress.read().done === UNFOLDING) progress.move(0, 0)
  })

  /** In steps, none of which holds up a writer for long; while it goes on, no sum of what is stored is read. */
  async function forget(): Promise<void> {
    const next = clearSums()
    while (next()) await setImmediate()
    endUnfolding.immediate()
  }

  return {
    takeUnfolded: async (limit) => {
      // Somebody may have been interrupted in forgetting.
      if (progress.read().done === UNFOLDING) await forget()
      return takeUnfolded(limit)
    },

    fold: async (mark, folded) => {
      const taken = JSON.parse(mark) as Mark
      const isNothing = taken.to === taken.done && taken.notes.length === 0
      return isNothing || foldWhole.immediate(taken, gradedOf(folded))
    },

    unfold: async () => {
      beginUnfolding.immediate()
      await forget()
    },
  }
}
