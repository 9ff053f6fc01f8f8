// Fills the search index behind the writer, by row id. Rows are read and cut into words outside of any transaction. So
// that none changes unseen meanwhile, the rows to be read are claimed before: whoever changes a row that is claimed
// leaves a note, and the row is indexed anew.

import type Database from 'better-sqlite3'
import { prepareReadDocuments, type ReadDocument } from './read-documents.ts'
import { type Tokens, tokensOf } from './tokens.ts'

/** Of one transaction, which holds up the writer: a few milliseconds. One row is always indexed, however long. */
const STEP_ROWS_MAX = 128
const STEP_CHARACTERS_MAX = 128 * 1024
/** Ahead of what is being read, so that a claim seldom costs a transaction of its own. */
const CLAIM_AHEAD = 1024

/** Parts of an index are merged a few pages at a time, and not by the transaction that happens to make one too many. */
const MERGED_PAGES = 48

const INDEXES = ['input', 'output', 'labels'] as const

interface Indexed extends Tokens {
  id: number
}

interface Progress {
  done: number
  claimed: number
}

interface Note {
  prediction: number
  times: number
}

/** Ready to index for about so long. True: there is more to do. */
export function prepareFillSearch(
  client: Database.Database,
  now: () => number = () => performance.now(),
): (budgetMs: number) => boolean {
  const openDocuments = prepareReadDocuments(client)
  const write = prepareWrite(client)
  const selectProgress = client.prepare<[], Progress>("SELECT done, claimed FROM progress WHERE name = 'search'")
  const selectNext = client
    .prepare<[number, number], number>('SELECT id FROM prediction WHERE id > ? ORDER BY id LIMIT ?')
    .pluck()
  const selectNotes = client.prepare<[number, number], Note>(
    'SELECT prediction, times FROM search_again WHERE prediction <= ? LIMIT ?',
  )

  /** Of those rows that are still there, as many as one transaction takes; how far they go. */
  const read = client.transaction((readDocument: ReadDocument, rowIds: readonly number[]) => {
    const indexed: Indexed[] = []
    let taken = 0
    let characters = 0
    for (const id of rowIds) {
      if (characters > STEP_CHARACTERS_MAX) break
      taken += 1
      const document = readDocument(id)
      if (document === null) continue
      const each = { id, ...tokensOf(document) }
      indexed.push(each)
      characters += each.input.length + each.output.length
    }
    return { indexed, taken }
  })

  function again(readDocument: ReadDocument, { done }: Progress): boolean {
    const notes = selectNotes.all(done, STEP_ROWS_MAX)
    if (notes.length === 0) return false
    const { indexed, taken } = read(
      readDocument,
      notes.map(({ prediction }) => prediction),
    )
    write.again(notes.slice(0, taken), indexed)
    return true
  }

  function goOn(readDocument: ReadDocument, progress: Progress): boolean {
    const next = selectNext.all(progress.done, STEP_ROWS_MAX)
    const last = next.at(-1)
    if (last === undefined) return false
    if (last > progress.claimed && !write.claim(progress.done, last)) return true
    const { indexed, taken } = read(readDocument, next)
    write.next(progress.done, next[taken - 1] ?? last, indexed)
    return true
  }

  return (budgetMs) => {
    const end = now() + budgetMs
    const readDocument = openDocuments()
    do {
      const progress = selectProgress.get() ?? { done: 0, claimed: 0 }
      if (!again(readDocument, progress) && !goOn(readDocument, progress)) return false
      write.merge()
    } while (now() < end)
    return true
  }
}

interface Write {
  /** False: somebody else went on from there meanwhile. */
  claim: (done: number, claimed: number) => boolean
  next: (done: number, last: number, indexed: readonly Indexed[]) => void
  again: (notes: readonly Note[], indexed: readonly Indexed[]) => void
  merge: () => void
}

function prepareWrite(client: Database.Database): Write {
  const claim = client.prepare<[number, number]>(
    "UPDATE progress SET claimed = max(claimed, ?) WHERE name = 'search' AND done = ?",
  )
  const move = client.prepare<{ done: number; last: number; claimed: number }>(
    `UPDATE progress SET done = @last, claimed = max(claimed, @claimed), steps = steps + 1
     WHERE name = 'search' AND done = @done`,
  )
  const forgetNote = client.prepare<[number, number]>('DELETE FROM search_again WHERE prediction = ? AND times = ?')
  const insert = prepareInsert(client)
  const merges = INDEXES.map((part) =>
    client.prepare<[number]>(`INSERT INTO search_${part} (search_${part}, rank) VALUES ('merge', ?)`),
  )
  const remove = prepareRemoveIndexed(client)
  const next = client.transaction((done: number, last: number, indexed: readonly Indexed[]) => {
    if (move.run({ done, last, claimed: last + CLAIM_AHEAD }).changes === 1) for (const each of indexed) insert(each)
  })
  const again = client.transaction((notes: readonly Note[], indexed: readonly Indexed[]) => {
    const indexedById = new Map(indexed.map((each) => [each.id, each]))
    for (const { prediction, times } of notes) {
      // Changed again since it was read: it stays noted.
      if (forgetNote.run(prediction, times).changes === 0) continue
      remove(prediction)
      const each = indexedById.get(prediction)
      if (each !== undefined) insert(each)
    }
  })
  return {
    claim: (done, claimed) => claim.run(claimed + CLAIM_AHEAD, done).changes === 1,
    next: (done, last, indexed) => next.immediate(done, last, indexed),
    again: (notes, indexed) => again.immediate(notes, indexed),
    merge: () => {
      for (const merge of merges) merge.run(MERGED_PAGES)
    },
  }
}

/** Unless the row was removed meanwhile. */
function prepareInsert(client: Database.Database): (indexed: Indexed) => void {
  const inserts = INDEXES.map((part) => ({
    part,
    insert: client.prepare<[string, number]>(
      `INSERT INTO search_${part} (rowid, words) SELECT id, ? FROM prediction WHERE id = ?`,
    ),
  }))
  return (indexed) => {
    for (const { part, insert } of inserts) if (indexed[part] !== '') insert.run(indexed[part], indexed.id)
  }
}

export function prepareRemoveIndexed(client: Database.Database): (rowId: number) => void {
  const removes = INDEXES.map((part) => client.prepare<[number]>(`DELETE FROM search_${part} WHERE rowid = ?`))
  return (rowId) => {
    for (const remove of removes) remove.run(rowId)
  }
}
