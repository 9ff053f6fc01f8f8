import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Feedback } from '@trimtab/contract'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makePrediction, makeRow, START } from '../../fixtures/predictions.ts'
import { openDatabase } from './connection.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

interface Journal {
  entries: { tag: string }[]
}

let folder: string

beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A database of the first layout, as the Trimtab of that time made and filled it. */
function openFirst(): Database.Database {
  const migrationsFolder = join(folder, 'first')
  cpSync(join(import.meta.dirname, 'migrations'), migrationsFolder, { recursive: true })
  const journalFile = join(migrationsFolder, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as Journal
  writeFileSync(journalFile, JSON.stringify({ ...journal, entries: journal.entries.slice(0, 1) }))
  const file = join(folder, 'trimtab.db')
  openDatabase({ file, migrationsFolder, mustExist: false }).$client.close()
  return new Database(file)
}

function insertPrediction(client: Database.Database, number: number, facts: ReturnType<typeof makeFacts>): void {
  client
    .prepare(
      `INSERT INTO prediction (trace_id, span_id, task, status, started_ms, started_ns_rest, session, key, response_id, facts)
       VALUES (@traceId, @spanId, @task, @status, @startedMs, 7, @session, @key, @responseId, @facts)`,
    )
    .run({ ...facts, startedMs: START + number, facts: JSON.stringify(facts) })
}

function insertFeedback(client: Database.Database, said: Feedback): void {
  const target = said.prediction ?? said.key ?? said.responseId
  const kind = said.prediction !== null ? 'prediction' : said.key !== null ? 'key' : 'responseId'
  client
    .prepare('INSERT INTO feedback (id, target_kind, target, task, body) VALUES (?, ?, ?, ?, ?)')
    .run(said.id, kind, target, said.task, JSON.stringify(said))
}

describe('a database of the first layout', () => {
  const one = makeFacts(1, {
    kind: 'classification',
    service: 'shop',
    model: { requested: 'm', responded: null },
    session: 's',
    user: 'ann',
    key: 'k',
    responseId: 'r',
    durationMs: 12.5,
    usage: { inputTokens: 3, outputTokens: 4, cachedInputTokens: null, reasoningTokens: 1, costUsd: 0.5 },
    metadata: { word: '\ud83d\ude00 \u0000', list: [1, null] },
    tags: ['a'],
  })
  const startedNs = BigInt(START + 1) * 1_000_000n + 7n
  const two = makeFacts(2, { task: 'other', status: 'error', error: { type: 'E', message: null, httpStatus: 500 } })
  const feedback = [
    makeFeedback('f-1', { prediction: one.id }),
    makeFeedback('f-2', { key: 'k', value: false, source: 'reviewer' }),
    makeFeedback('f-3', { responseId: 'r', kind: 'comment', value: null, comment: 'Hm.' }),
    makeFeedback('f-4', { key: 'later' }),
  ]

  function fill(): void {
    const client = openFirst()
    insertPrediction(client, 1, one)
    insertPrediction(client, 2, two)
    for (const said of feedback) insertFeedback(client, said)
    client.prepare("INSERT INTO opinion VALUES (1, 'down', 1, 0)").run()
    client.close()
  }

  it('reads the same in the layout of today', async () => {
    fill()
    const store = openStoreAt(folder)
    expect(await store.rows.prediction(one.id)).toMatchObject({ ...one, opinion: { thumbs: 'down' } })
    expect((await store.rows.prediction(one.id))?.feedback).toHaveLength(3)
    expect(await store.rows.predictions({ limit: 9, feedback: 'none' })).toEqual({
      predictions: [makePrediction(two, [])],
      nextCursor: null,
    })
    expect(await store.rows.overview()).toMatchObject({
      predictions: 2,
      rated: 1,
      waiting: 1,
      tasks: [
        { task: 'other', kind: 'generation', errors: 1 },
        { task: 'support.reply', kind: 'classification', errors: 0, thumbsDown: 1 },
      ],
    })
    const [trace] = await store.rows.traces([{ traceId: one.traceId, fromNs: startedNs, toNs: startedNs }])
    expect(trace?.predictions).toEqual([{ facts: one, startedNs }])
    store.close()
  })

  it('goes on: what is said of old rows reaches them, and copies of them are copies', async () => {
    fill()
    const store = openStoreAt(folder)
    const spoken = [
      makeFeedback('f-5', { responseId: 'r', task: 'support.reply', at: '2026-11-22T00:00:00.000Z' }),
      makeFeedback('f-6', { session: 's' }),
      makeFeedback('f-7', { prediction: two.id }),
    ]
    const batch = makeBatch({
      predictions: [{ facts: one, startedNs }, makeRow(3, { key: 'later' })],
      feedback: spoken,
    })
    expect(await store.rows.add(batch)).toEqual({ isWaiting: [false, false, false] })
    expect(await store.rows.overview()).toMatchObject({ predictions: 3, waiting: 0 })
    expect((await store.rows.prediction(one.id))?.feedback).toHaveLength(5)
    store.close()
  })

  it('reads what was stored before consent had a place as said by nobody', async () => {
    const client = openFirst()
    const { consent: _, ...older } = one.capture
    insertPrediction(client, 1, { ...one, capture: older as typeof one.capture })
    client.close()
    const store = openStoreAt(folder)
    expect((await store.rows.prediction(one.id))?.capture).toEqual(one.capture)
    store.close()
  })

  it('is whole afterwards, and refers to nothing that is not there', () => {
    fill()
    openStoreAt(folder).close()
    const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
    expect(client.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(client.pragma('foreign_key_check')).toEqual([])
    client.close()
  })
})

const packageFolder = join(import.meta.dirname, '..', '..', '..')

it('the migrations say all that the schema says', () => {
  // Inside the package, where drizzle-kit wants its output to be.
  const out = mkdtempSync(join(packageFolder, 'dist', 'migrations-'))
  try {
    cpSync(join(import.meta.dirname, 'migrations'), out, { recursive: true })
    const before = readdirSync(out)
    const parameters = ['generate', '--dialect=sqlite', '--schema=./src/store/sqlite/schema.ts', `--out=${out}`]
    const { status, stdout } = spawnSync(join(packageFolder, 'node_modules', '.bin', 'drizzle-kit'), parameters, {
      cwd: packageFolder,
      encoding: 'utf8',
    })
    expect([status, readdirSync(out)], stdout).toEqual([0, before])
  } finally {
    rmSync(out, { recursive: true })
  }
})
