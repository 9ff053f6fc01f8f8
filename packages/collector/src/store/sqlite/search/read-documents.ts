// Reads what of predictions is searched. A turn of a conversation holds all that was said before; that is searched with
// the turn that said it, so a turn is searched without what the ones before it in its session had.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { documentOf, type SearchDocument } from '../../../search/document.ts'
import type { PredictionRow } from '../../stored.ts'
import { decodeIds } from '../content/id-list.ts'
import { nanosecondsOf } from '../identity.ts'
import { prepareReadPredictions } from '../predictions/read-predictions.ts'

/** More than one, since calls of several conversations may take turns in one session. */
export const TURNS_BEFORE_MAX = 4

export interface ReadRow {
  row: PredictionRow
  document: SearchDocument
}

interface TurnRow {
  session: number | null
  startedMs: number
  startedNsRest: number
  messages: Buffer | null
}

interface Place {
  session: number
  started: bigint
  id: number
  limit: number
}

/** Null where there is no such row any more. What it opens remembers content. */
export type ReadDocument = (rowId: number) => ReadRow | null

export function prepareReadDocuments(client: Database.Database): () => ReadDocument {
  const openPredictions = prepareReadPredictions(client)
  const selectTurn = client.prepare<[number], TurnRow>(
    `SELECT session, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, messages
     FROM prediction WHERE id = ?`,
  )
  // In two, since many may have started at once: an index says where to go on within these only if nothing else is asked.
  const selectBefore = ['started = @started AND id < @id', 'started < @started AND @id > 0'].map((isBefore) =>
    client
      .prepare<Place, Buffer | null>(
        `SELECT messages FROM prediction INDEXED BY prediction_session WHERE session = @session AND ${isBefore}
         ORDER BY started DESC, id DESC LIMIT @limit`,
      )
      .pluck(),
  )

  function messagesBefore({ session, startedMs, startedNsRest }: TurnRow, id: number): Set<number> {
    const known = new Set<number>()
    if (session === null) return known
    const started = nanosecondsOf(startedMs, startedNsRest)
    let limit = TURNS_BEFORE_MAX
    for (const select of selectBefore) {
      const turns = limit === 0 ? [] : select.all({ session, started, id, limit })
      limit -= turns.length
      for (const messages of turns) if (messages !== null) for (const each of idsOf(messages).all) known.add(each)
    }
    return known
  }

  return () => {
    const readPredictions = openPredictions()
    return (rowId) => {
      const turn = selectTurn.get(rowId)
      const [row] = turn === undefined ? [] : readPredictions([rowId])
      if (turn === undefined || row === undefined) return null
      const before = turn.messages === null ? new Set<number>() : messagesBefore(turn, rowId)
      const asked = turn.messages === null ? [] : idsOf(turn.messages).input
      return { row, document: documentOf(row.facts, (index) => before.has(asked[index] ?? -1)) }
    }
  }
}

/** As they are written: two counts, each plus one, then the ids of the input and of the output. */
function idsOf(messages: Buffer): { input: number[]; all: number[] } {
  const [inputCount = 0, , ...all] = decodeIds(messages)
  return { input: all.slice(0, Math.max(inputCount - 1, 0)), all }
}
