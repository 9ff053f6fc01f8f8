// Whether the search index has what predictions say. Asking it of all of them would read every text; a few hundred, from
// the first to the last, tell whether something is wrong with it.

import type { StorageFinding } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { prepareReadDocuments } from '../search/read-documents.ts'
import { tokensOf } from '../search/tokens.ts'

const SAMPLES_MAX = 300
const PARTS = ['input', 'output', 'labels'] as const

export function checkSearch(client: Database.Database): StorageFinding[] {
  const missing = countMissing(client)
  const orphans = countOrphans(client)
  const cure = '`trimtab doctor --rebuild-search` makes the index anew.'
  return [
    ...(missing === 0
      ? []
      : [{ severity: 'problem' as const, sentence: 'Search does not find everything that predictions say.', cure }]),
    ...(orphans === 0
      ? []
      : [{ severity: 'problem' as const, sentence: 'The search index has words of predictions that are gone.', cure }]),
  ]
}

function countMissing(client: Database.Database): number {
  const done = client.prepare<[], number>("SELECT done FROM progress WHERE name = 'search'").pluck().get() ?? 0
  const next = client
    .prepare<[number, number], number>(
      `SELECT id FROM prediction WHERE id >= ? AND id <= ?
         AND NOT EXISTS (SELECT 1 FROM search_again WHERE search_again.prediction = prediction.id) ORDER BY id LIMIT 1`,
    )
    .pluck()
  const isIndexed = PARTS.map((part) => ({
    part,
    find: client.prepare<[number], number>(`SELECT 1 FROM search_${part}_docsize WHERE id = ?`).pluck(),
  }))
  const readDocument = prepareReadDocuments(client)()
  const stride = Math.max(1, Math.ceil(done / SAMPLES_MAX))
  let missing = 0
  for (let from = 1; from <= done; from += stride) {
    const id = next.get(from, Math.min(from + stride - 1, done))
    const read = id === undefined ? null : readDocument(id)
    if (id === undefined || read === null) continue
    const tokens = tokensOf(read)
    if (isIndexed.some(({ part, find }) => (find.get(id) !== undefined) !== (tokens[part] !== ''))) missing += 1
  }
  return missing
}

function countOrphans(client: Database.Database): number {
  const counts = PARTS.map(
    (part) =>
      client
        .prepare<[], number>(
          `SELECT count(*) FROM search_${part}_docsize AS indexed
           WHERE NOT EXISTS (SELECT 1 FROM prediction WHERE prediction.id = indexed.id)`,
        )
        .pluck()
        .get() ?? 0,
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
