// What a database can take at best on this machine: the same predictions as finished rows, inserted by one thread that
// does nothing else, without an index.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
// oxlint-disable-next-line import/default -- The path leads to its types, which export it as CommonJS does.
import Database from 'better-sqlite3'
import { idOf } from '../traffic/numbers.ts'
import { conversationOf, makeCall, MARK, type Shape, turnOf, TURNS } from '../traffic/shapes.ts'
import { readOptions, say } from './options.ts'

export interface RawOptions {
  shape: Shape
  perRequest: number
  run: number
  measuredMs: number
  pageBytes: number
}

export interface RawResult {
  inserted: number
  /** Of inserting alone; making the rows is not counted. */
  seconds: number
  rowBytes: number
}

const ROWS_PER_TRANSACTION = 500

const { shape, perRequest, run, measuredMs, pageBytes } = readOptions() as RawOptions
const folder = mkdtempSync(join(tmpdir(), 'trimtab-raw-'))
const database = new Database(join(folder, 'raw.db'))
database.pragma(`page_size = ${pageBytes}`)
database.pragma('journal_mode = WAL')
database.pragma('synchronous = FULL')
database.exec(`CREATE TABLE prediction (id INTEGER PRIMARY KEY, trace TEXT, span TEXT, task TEXT, kind TEXT, service TEXT,
  release TEXT, provider TEXT, requested TEXT, responded TEXT, response TEXT, session TEXT, started INTEGER,
  duration REAL, status TEXT, input_tokens INTEGER, output_tokens INTEGER, input TEXT, output TEXT) STRICT`)
const insert = database.prepare(
  `INSERT INTO prediction VALUES (NULL, ${Array.from({ length: 18 }, () => '?').join(', ')})`,
)
const insertAll = database.transaction((rows: unknown[][]) => {
  for (const row of rows) insert.run(row)
})

function makeTexts(turn: number, place: number): { input: string; output: string } {
  const { system, messages, answer } = makeCall(shape, place, turn)
  const parts = (text: string) => [{ type: 'text', text }]
  return {
    input: JSON.stringify({
      system: system ?? null,
      messages: messages.map(({ role, text }) => ({ role, parts: parts(text) })),
    }),
    output: JSON.stringify({ messages: [{ role: 'assistant', parts: parts(answer) }] }),
  }
}

const texts = Array.from({ length: shape === 'chat' ? TURNS : 1 }, (_turn, turn) =>
  Array.from({ length: perRequest }, (_, place) => makeTexts(turn, place)),
)

/** Flat, as it came over a wire: a text that is still made of pieces would cost the insert what is not its own. */
function fill(text: string, mark: string): string {
  return Buffer.from(text.replaceAll(MARK, mark)).toString()
}

function makeRow(number: number): unknown[] {
  const [trace, span] = idOf(number, run).split('-')
  const conversation = conversationOf(shape, number, perRequest)
  const mark = String(conversation).padStart(MARK.length, '0')
  const { input, output } = texts[turnOf(shape, number, perRequest)]?.[number % perRequest] ?? { input: '', output: '' }
  const session = shape === 'chat' ? `session-${mark}` : null
  const scalars = [trace, span, 'support.reply', 'generation', 'support-bot', '1.4.2', 'openai', 'gpt-4o-mini']
  const more = ['gpt-4o-mini-2024-07-18', `chatcmpl-${mark}`, session, Date.now(), 812.4, 'ok', 118, 26]
  return [...scalars, ...more, fill(input, mark), fill(output, mark)]
}

let inserted = 0
let spentMs = 0
let rowBytes = 0
while (spentMs < measuredMs) {
  const rows = Array.from({ length: ROWS_PER_TRANSACTION }, (_, index) => makeRow(inserted + index))
  const startMs = performance.now()
  insertAll(rows)
  spentMs += performance.now() - startMs
  inserted += rows.length
  // The first thousand hold every turn.
  if (inserted <= 1000) rowBytes += countBytes(rows) / 2
}
database.close()
rmSync(folder, { recursive: true })
await say({ inserted, seconds: spentMs / 1000, rowBytes } satisfies RawResult)

function countBytes(rows: unknown[][]): number {
  return (
    rows.flat().reduce((sum: number, value) => sum + (typeof value === 'string' ? value.length : 8), 0) / rows.length
  )
}
