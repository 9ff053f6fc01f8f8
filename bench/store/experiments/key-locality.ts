// What an index over random ids costs, by where in the index a commit writes: anywhere, in the hour, or in the run of
// rows that arrived last.
import { Buffer } from 'node:buffer'
import { bytesOf, type Experiment, openScratch, ROWS_PER_COMMIT, shareOf, takeTurns } from './experiment.ts'

const DAYS = 10
const HOUR_MS = 3_600_000
const QUARTERS = 4
/** Small beside the index, as any cache is in the end. */
const CACHE_KIBIBYTES = 4096
const PAYLOAD = 'x'.repeat(150)

interface Row {
  trace: Buffer
  span: Buffer
  startedMs: number
  /** Below 2^53. */
  hourKey: number
}

const COLUMNS = 'id INTEGER PRIMARY KEY, trace BLOB, span BLOB, started INTEGER, hour_key INTEGER, body TEXT'

const candidates = [
  { name: 'no index', index: '' },
  { name: 'random ids', index: 'CREATE UNIQUE INDEX ids ON row (trace, span)' },
  { name: 'hour, then a hash of the id', index: 'CREATE UNIQUE INDEX ids ON row (hour_key)' },
  { name: 'run of 16,384 rows, then the ids', index: 'CREATE INDEX ids ON row (id >> 14, trace, span)' },
]

export const measureKeyLocality: Experiment = ({ draw, rows }) => {
  const commits = Math.ceil(rows / ROWS_PER_COMMIT / QUARTERS) * QUARTERS
  const made = commits * ROWS_PER_COMMIT
  const makeRow = (number: number): Row => {
    const startedMs = Math.floor((number / made) * DAYS * 24 * HOUR_MS)
    const hour = Math.floor(startedMs / HOUR_MS)
    const hourKey = hour * 2 ** 34 + Math.floor(draw.share() * 2 ** 34)
    return { trace: Buffer.from(draw.hex(16), 'hex'), span: Buffer.from(draw.hex(8), 'hex'), startedMs, hourKey }
  }
  const stores = candidates.map(({ index }) => {
    const scratch = openScratch({ cacheKibibytes: CACHE_KIBIBYTES })
    scratch.database.exec(`CREATE TABLE row (${COLUMNS}) STRICT; ${index}`)
    const insert = scratch.database.prepare('INSERT INTO row VALUES (NULL, ?, ?, ?, ?, ?)')
    const insertAll = scratch.database.transaction((all: Row[]) => {
      for (const { trace, span, startedMs, hourKey } of all) insert.run(trace, span, startedMs, hourKey, PAYLOAD)
    })
    return { ...scratch, insertAll }
  })
  let first = 0
  const quarters = Array.from({ length: QUARTERS }, () =>
    takeTurns({
      commits: commits / QUARTERS,
      makeRows: () => {
        first += ROWS_PER_COMMIT
        return Array.from({ length: ROWS_PER_COMMIT }, (_, index) => makeRow(first + index))
      },
      candidates: stores.map(({ insertAll }) => insertAll),
    }),
  )
  const bytes = stores.map(({ database }) => bytesOf(database))
  for (const { close } of stores) close()
  const table = candidates.map(({ name }, index) => [
    name,
    ...quarters.map((spent) => shareOf(spent[0], spent[index])),
    (((bytes[index] ?? 0) - (bytes[0] ?? 0)) / made).toFixed(0),
  ])
  return {
    title: 'Where an index is written',
    explanation: `${made} rows of ${DAYS} days, ${ROWS_PER_COMMIT} a commit, with a cache of ${CACHE_KIBIBYTES / 1024} MiB; speed against no index, in each quarter of the rows. What falls from quarter to quarter goes on falling.`,
    columns: ['Index', '1st quarter', '2nd', '3rd', '4th', 'Bytes a row'],
    rows: table,
  }
}
