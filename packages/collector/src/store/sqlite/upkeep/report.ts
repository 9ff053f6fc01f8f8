// How the file is: what it holds, how large each part is and what waits to be done. It costs the same however much is
// stored, so a page may ask for it.

import type { StorageReport } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import type { Connection } from '../connection.ts'
import { NEXT_IN_BLOCKS } from '../content/eras.ts'
import { logBytesOf } from './check-place.ts'
import { prepareCountPredictions } from './count-predictions.ts'
import { countPageOwners } from './page-owners.ts'

/** What waits is counted up to it. */
const WAITING_MAX = 100_000

/** Which tables belong together, in words for people. */
const PARTS: readonly { name: string; isOf: RegExp }[] = [
  { name: 'predictions', isOf: /^(prediction|body_block)$/ },
  { name: 'texts', isOf: /^content(_block)?$/ },
  { name: 'traces', isOf: /^trace_(row|block)$/ },
  { name: 'feedback', isOf: /^(feedback|opinion)$/ },
  { name: 'search', isOf: /^search_/ },
  { name: 'figures', isOf: /^(cell|facet|changed)$/ },
  { name: 'datasets', isOf: /^dataset/ },
  { name: 'reviews', isOf: /^review/ },
  { name: 'drift', isOf: /^(watch|drift|alarm|alert)/ },
]

/** Of eras that are over, by the ids of their rows; some of these may be gone. */
const UNPACKED = `SELECT sum(${['content', 'prediction', 'trace_row']
  .map((table) => `max(0, last_${table} - coalesce(packed_${table}, first_${table} - 1))`)
  .join(' + ')})
  FROM (SELECT *, lead(first_content) OVER (ORDER BY id) - 1 AS last_content,
    lead(first_prediction) OVER (ORDER BY id) - 1 AS last_prediction,
    lead(first_trace_row) OVER (ORDER BY id) - 1 AS last_trace_row FROM era)
  WHERE last_prediction IS NOT NULL`

/** Texts of eras that something was removed of, by their ids: those that nobody refers to any more are among them. */
const UNSWEPT = `SELECT sum(max(0, last_content - first_content + 1))
  FROM (SELECT is_littered, first_content,
    coalesce(lead(first_content) OVER (ORDER BY id), max((SELECT coalesce(max(id), 0) + 1 FROM content), ${NEXT_IN_BLOCKS})) - 1
      AS last_content FROM era)
  WHERE is_littered <> 0`

interface ReportOptions {
  db: Connection
  /** The database file, or ':memory:'. */
  file: string
}

export function prepareReport({ db, file }: ReportOptions): () => Promise<StorageReport> {
  const client = db.$client
  const number = (sql: string): (() => number) => {
    const statement = client.prepare<[], number | null>(sql).pluck()
    return () => statement.get() ?? 0
  }
  const countPredictions = prepareCountPredictions(client)
  const readParts = prepareParts(client, file)
  const oldest = client.prepare<[], number | null>('SELECT min(started) / 1000000 FROM prediction').pluck()
  const folded = number("SELECT done FROM progress WHERE name = 'fold'")
  const searchable = number("SELECT done FROM progress WHERE name = 'search'")
  const searchedAgain = number(`SELECT count(*) FROM (SELECT 1 FROM search_again LIMIT ${WAITING_MAX})`)
  const unpacked = number(UNPACKED)
  const unswept = number(UNSWEPT)
  const changed = number(`SELECT count(*) FROM (SELECT 1 FROM changed LIMIT ${WAITING_MAX})`)
  const waiting = number(`SELECT count(*) FROM (SELECT 1 FROM feedback WHERE is_waiting = 1 LIMIT ${WAITING_MAX})`)

  return async () => {
    const pageBytes = pragma(client, 'page_size')
    const oldestMs = oldest.get() ?? null
    const predictions = countPredictions()
    return {
      engine: 'sqlite',
      bytes: pragma(client, 'page_count') * pageBytes,
      freeBytes: pragma(client, 'freelist_count') * pageBytes,
      logBytes: file === ':memory:' ? 0 : logBytesOf(file),
      parts: readParts(pageBytes).map((part) => ({ ...part, rows: part.name === 'predictions' ? predictions : null })),
      predictions,
      oldestAt: oldestMs === null ? null : new Date(oldestMs).toISOString(),
      unfolded: countPredictions(folded()) + changed(),
      unsearchable: countPredictions(searchable()) + searchedAgain(),
      unpacked: unpacked(),
      unswept: unswept(),
      waiting: waiting(),
    }
  }
}

function prepareParts(
  client: Database.Database,
  file: string,
): (pageBytes: number) => { name: string; bytes: number }[] {
  const roots = client.prepare<[], { type: string; name: string; root: number }>(
    'SELECT type, name, rootpage AS root FROM sqlite_schema WHERE rootpage > 0',
  )
  const pages = client.prepare<[], { name: string; pages: number }>(
    'SELECT name, count(*) AS pages FROM dbstat GROUP BY name',
  )
  return (pageBytes) => {
    const named = new Map(
      roots.all().map(({ type, name, root }) => [root, type === 'index' ? 'indexes' : partOf(name)]),
    )
    const bytes = new Map<string, number>()
    const add = (name: string, count: number): void => void bytes.set(name, (bytes.get(name) ?? 0) + count * pageBytes)
    if (file === ':memory:') for (const { name, pages: count } of pages.all()) add(partOf(name), count)
    else {
      for (const [root, count] of countPageOwners(file, pageBytes)) {
        if (root !== 0) add(named.get(root) ?? 'others', count)
      }
    }
    return [...bytes].map(([name, size]) => ({ name, bytes: size })).toSorted((left, right) => right.bytes - left.bytes)
  }
}

function partOf(table: string): string {
  return PARTS.find(({ isOf }) => isOf.test(table))?.name ?? 'others'
}

function pragma(client: Database.Database, name: string): number {
  return Number(client.pragma(name, { simple: true }))
}
