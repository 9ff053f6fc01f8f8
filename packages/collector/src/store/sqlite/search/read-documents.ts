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
/** Where one message was said again and again. */
const PLACES_MAX = 8

export interface ReadRow {
  row: PredictionRow
  source: number
  document: SearchDocument
}

interface TurnRow {
  source: number
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
    `SELECT source, session, started / 1000000 AS startedMs, started % 1000000 AS startedNsRest, messages
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

  /** How many messages of an input the turns before it had, in this order. */
  function countOld({ session, startedMs, startedNsRest }: TurnRow, id: number, input: readonly number[]): number {
    if (session === null || input.length < 2) return 0
    const started = nanosecondsOf(startedMs, startedNsRest)
    let limit = TURNS_BEFORE_MAX
    let old = 0
    for (const select of selectBefore) {
      const turns = limit === 0 ? [] : select.all({ session, started, id, limit })
      limit -= turns.length
      for (const messages of turns) if (messages !== null) old = Math.max(old, overlap(input, idsOf(messages).all))
    }
    // What it was told last is its own, though it be the same once more.
    return Math.min(old, input.length - 1)
  }

  return () => {
    const readPredictions = openPredictions()
    return (rowId) => {
      const turn = selectTurn.get(rowId)
      const [row] = turn === undefined ? [] : readPredictions([rowId])
      if (turn === undefined || row === undefined) return null
      const old = turn.messages === null ? 0 : countOld(turn, rowId, idsOf(turn.messages).input)
      return { row, source: turn.source, document: documentOf(row.facts, old) }
    }
  }
}

/** As they are written: two counts, each plus one, then the ids of the input and of the output. */
function idsOf(messages: Buffer): { input: number[]; all: number[] } {
  const [inputCount = 0, , ...all] = decodeIds(messages)
  return { input: all.slice(0, Math.max(inputCount - 1, 0)), all }
}

/** How far a list begins with what stands somewhere in another, which may have lost its own beginning since. */
function overlap(list: readonly number[], other: readonly number[]): number {
  let longest = 0
  let from = other.indexOf(list[0] ?? -1)
  for (let places = 0; from !== -1 && places < PLACES_MAX; places += 1) {
    let length = 1
    while (length < list.length && from + length < other.length && list[length] === other[from + length]) length += 1
    longest = Math.max(longest, length)
    from = other.indexOf(list[0] ?? -1, from + 1)
  }
  return longest
}
