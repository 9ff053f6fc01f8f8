// Reads what of predictions is searched. A turn of a conversation holds all that was said before; that is searched with
// the turn that said it, so a turn is searched without what the ones before it in its session had.

import type { Buffer } from 'node:buffer'
import type Database from 'better-sqlite3'
import { documentOf, type SearchDocument } from '../../../search/document.ts'
import { nanosecondsOf } from '../identity.ts'
import { labelsOf } from './labels.ts'
import { idsOf, prepareReadSaid, type SaidRow } from './read-said.ts'

/** More than one, since calls of several conversations may take turns in one session. */
export const TURNS_BEFORE_MAX = 4
/** Where one message was said again and again. */
const PLACES_MAX = 8

export interface StoredDocument {
  id: number
  source: number
  texts: SearchDocument
  labels: string[]
}

/** Null where there is no such row any more. What it opens remembers content, and is for one moment or so. */
export type ReadDocument = (rowId: number) => StoredDocument | null

export function prepareReadDocuments(client: Database.Database): () => ReadDocument {
  const openSaid = prepareReadSaid(client)
  const countOld = prepareCountOld(client)
  return () => {
    const readSaid = openSaid()
    function read(rowId: number): StoredDocument | null {
      const said = readSaid(rowId, countOld)
      if (said === null) return null
      const { row, facts } = said
      return { id: rowId, source: row.source, texts: documentOf(facts), labels: labelsOf(facts) }
    }
    // A row, its body and its content are of one moment, also while they are packed.
    const readAtOnce = client.transaction(read)
    return (rowId) => (client.inTransaction ? read(rowId) : readAtOnce(rowId))
  }
}

interface Place {
  session: number
  started: bigint
  id: number
  limit: number
}

/** How many messages of an input the turns before it had, in this order. */
function prepareCountOld(client: Database.Database): (row: SaidRow, input: readonly number[]) => number {
  // In two, since many may have started at once: only among these an index can go on from a row.
  const selects = ['started = @started AND id < @id', 'started < @started AND @id > 0'].map((isBefore) =>
    client
      .prepare<Place, Buffer | null>(
        `SELECT messages FROM prediction INDEXED BY prediction_session WHERE session = @session AND ${isBefore}
         ORDER BY started DESC, id DESC LIMIT @limit`,
      )
      .pluck(),
  )
  return ({ id, session, startedMs, startedNsRest }, input) => {
    if (session === null || input.length < 2) return 0
    const started = nanosecondsOf(startedMs, startedNsRest)
    let limit = TURNS_BEFORE_MAX
    let old = 0
    for (const select of selects) {
      const turns = limit === 0 ? [] : select.all({ session, started, id, limit })
      limit -= turns.length
      for (const messages of turns) old = Math.max(old, overlap(input, idsOf(messages).all))
    }
    // What it was told last is its own, though it be the same once more.
    return Math.min(old, input.length - 1)
  }
}

/** How far a list begins with what stands somewhere in another, which may have lost its own beginning since. */
function overlap(list: readonly number[], other: readonly number[]): number {
  const [head = -1] = list
  let longest = 0
  let from = other.indexOf(head)
  for (let places = 0; from !== -1 && places < PLACES_MAX; places += 1) {
    let length = 1
    while (length < list.length && from + length < other.length && list[length] === other[from + length]) length += 1
    longest = Math.max(longest, length)
    from = other.indexOf(head, from + 1)
  }
  return longest
}
