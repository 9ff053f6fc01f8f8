// What a database can take at best of the same labels: as finished rows with the one index they are found by, inserted by
// one thread that does nothing else.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// oxlint-disable-next-line import/default -- The path leads to its types, which export it as CommonJS does.
import Database from 'better-sqlite3'
import { keyOf, labelOf } from '../traffic/labels.ts'
import { readOptions, say } from './options.ts'

export interface RawTruthResult {
  /** Of inserting alone; making the rows is not counted. */
  perSecond: number
}

const ROWS_PER_TRANSACTION = 1000

const { rows } = readOptions() as { rows: number }
const folder = mkdtempSync(join(tmpdir(), 'trimtab-raw-'))
const database = new Database(join(folder, 'raw.db'))
database.pragma('page_size = 16384')
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(`CREATE TABLE feedback (sequence INTEGER PRIMARY KEY, id TEXT NOT NULL, target_kind TEXT NOT NULL,
    target TEXT NOT NULL, task TEXT, body TEXT NOT NULL, is_waiting INTEGER NOT NULL) STRICT;
  CREATE UNIQUE INDEX feedback_identity ON feedback (target_kind, target, id)`)
const insert = database.prepare(`INSERT INTO feedback VALUES (NULL, ?, 'key', ?, NULL, ?, 0)`)
const insertAll = database.transaction((some: unknown[][]) => {
  for (const row of some) insert.run(row)
})

const at = new Date().toISOString()
let spentMs = 0
for (let first = 0; first < rows; first += ROWS_PER_TRANSACTION) {
  const some = Array.from({ length: Math.min(ROWS_PER_TRANSACTION, rows - first) }, (_, index) => {
    const number = first + index
    const id = `truth-line-${String(number).padStart(12, '0')}-${'0'.repeat(32)}`
    const body = { kind: 'label', value: labelOf(number), source: 'ground_truth', at, receivedAt: at }
    return [id, keyOf(number), JSON.stringify(body)]
  })
  const startMs = performance.now()
  insertAll(some)
  spentMs += performance.now() - startMs
}
database.close()
rmSync(folder, { recursive: true })
await say({ perSecond: rows / (spentMs / 1000) } satisfies RawTruthResult)
