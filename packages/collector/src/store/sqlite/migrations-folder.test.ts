import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type FeedbackFilter, type Prediction, SPLITS } from '@trimtab/contract'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { figuresOf } from '../../aggregates/figures.ts'
import { plainRatings } from '../../aggregates/fixtures/ratings.ts'
import { readOverview } from '../../aggregates/overview.ts'
import { rollUp } from '../../aggregates/roll-up.ts'
import { ratingsIn } from '../../aggregates/signals/ratings.ts'
import { opinionOf, peopleOf } from '../../feedback/opinion.ts'
import { ratingsOf } from '../../feedback/ratings.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../fixtures/predictions.ts'
import { emptyTally } from '../../sketches/tally.ts'
import type { Store } from '../store.ts'
import { openDatabase } from './connection.ts'
import {
  OLD_LAYOUTS,
  oldAnswers,
  type OldLayout,
  type OldPrediction,
  writeOldDatabase,
} from './fixtures/old-databases.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

const LATER_MS = Date.parse('2026-11-22T10:00:00.000Z')

let folder: string
let file: string

beforeEach(() => {
  folder = makeFolder()
  file = join(folder, 'trimtab.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function withStore<Result>(work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = openStoreAt(folder)
  try {
    return await work(store)
  } finally {
    store.close()
  }
}

function select<Row>(sql: string): Row[] {
  const client = new Database(file, { readonly: true })
  const rows = client.prepare<[], Row>(sql).all()
  client.close()
  return rows
}

describe.each(OLD_LAYOUTS)('a database of layout %s', (layout: OldLayout) => {
  const old = oldAnswers(layout)

  beforeEach(() => writeOldDatabase(layout, file))

  it('answers as it did: predictions with what was said of them, datasets, keys and reviews', () =>
    withStore(async ({ rows, state }) => {
      const page = await rows.predictions({ limit: 100 })
      expect(page?.predictions.map(asOld)).toEqual(old.predictions)
      for (const each of page?.predictions ?? []) expect(await rows.prediction(each.id)).toEqual(each)
      expect(await state.datasets()).toEqual(old.datasets)
      expect(await state.keys()).toEqual(old.keys)
      expect(await state.reviewItems({ queue: 'queue-1', limit: 9 })).toEqual(old.reviews ?? [])
      for (const version of old.versions) {
        expect(await state.datasetVersion(version.dataset, version.version)).toEqual(version)
        for (const split of SPLITS) {
          const ofSplit = old.rows.filter(
            (row) => row.dataset === version.dataset && row.version === version.version && row.lineage.split === split,
          )
          expect(await state.datasetRows(version.dataset, version.version, split)).toEqual(
            ofSplit.map(({ example, lineage }) => ({ example, lineage })),
          )
        }
      }
    }))

  it('answers as it did of traces, to the nanosecond', () =>
    withStore(async ({ rows }) => {
      for (const trace of old.traces) {
        const [found] = await rows.traces([{ traceId: trace.traceId, fromNs: ns(START), toNs: ns(START) }])
        expect(found?.rows.map(({ spanId, part, body }) => ({ spanId, part, body }))).toEqual(
          trace.rows.map(({ spanId, part, body }) => ({ spanId, part, body })),
        )
      }
      const { traceId } = makeFacts(1)
      const [first] = await rows.traces([{ traceId, fromNs: ns(START), toNs: ns(START) }])
      expect(first?.predictions[0]?.startedNs).toBe(ns(START) + 7n)
    }))

  it('counts what it counted, and says so of the figures as a whole', () =>
    withStore(async ({ rows }) => {
      while (await rollUp(rows));
      const { predictions, rated, corrected, waiting, tasks } = await readOverview(rows, LATER_MS)
      const { tasks: oldTasks, ...totals } = old.overview
      expect({ predictions, rated, corrected, waiting }).toEqual(totals)
      expect(tasks).toHaveLength(oldTasks.length)
      for (const { task, predictions: count, errors, thumbsUp, thumbsDown } of oldTasks) {
        expect(tasks.find((each) => each.task === task)).toMatchObject({
          predictions: count,
          errors,
          thumbsUp,
          thumbsDown,
        })
      }
      expect((await rows.check()).filter(({ severity }) => severity === 'problem')).toEqual([])
    }))

  it('counts by whom it was said once it caught up, and then what only judges say in no thumb', () =>
    withStore(async ({ rows }) => {
      while (await rollUp(rows));
      while (await rows.catchUp(100));
      const predictions = (await rows.predictions({ limit: 100 }))?.predictions ?? []
      const opinions = predictions.map(({ feedback }) => opinionOf(peopleOf(feedback)))
      const count = (thumbs: string) => opinions.filter((opinion) => opinion.thumbs === thumbs).length
      const expectCounted = async () => {
        while (await rollUp(rows));
        const [all] = (await rows.sums({ level: 'ever' })).sums
        expect(ratingsIn(all?.tally ?? emptyTally())).toEqual(
          plainRatings(predictions.map(({ feedback }) => ratingsOf(feedback))),
        )
        expect(figuresOf(all?.tally)).toMatchObject({ thumbsUp: count('up'), thumbsDown: count('down') })
      }
      await expectCounted()
      await rows.unfold()
      await expectCounted()
      const idsOf = async (feedback: FeedbackFilter) =>
        (await rows.predictions({ feedback, limit: 100 }))?.predictions.map(({ id }) => id)
      const idsWhere = (fits: (each: Prediction) => boolean) => predictions.filter(fits).map(({ id }) => id)
      expect(await idsOf('conflicting')).toEqual(idsWhere(({ opinion }) => opinion.conflicts.length > 0))
      expect(await idsOf('none')).toEqual(idsWhere(({ feedback }) => opinionOf(peopleOf(feedback)).sources === 0))
      expect((await rows.check()).filter(({ severity }) => severity === 'problem')).toEqual([])
    }))

  it('has in columns of their own what is counted and filtered by', async () => {
    await withStore(async () => undefined)
    const found = select<{
      id: string
      firstTokenMs: number
      cached: number
      reasoning: number
      labels: string | null
    }>(
      `SELECT lower(hex(trace)) || '-' || lower(hex(span)) AS id, first_token_ms AS firstTokenMs,
         cached_input_tokens AS cached, reasoning_tokens AS reasoning, labels FROM prediction`,
    )
    expect(found).toHaveLength(old.predictions.length)
    for (const { id, firstTokenMs, usage, tags, metadata } of old.predictions) {
      const row = found.find((each) => each.id === id)
      expect(row).toMatchObject({ firstTokenMs, cached: usage.cachedInputTokens, reasoning: usage.reasoningTokens })
      expect(JSON.parse(row?.labels ?? '[[],{}]')).toEqual([tags, metadata])
    }
  })

  it('is searched and filtered at once, and as well when the index has come to its end', () =>
    withStore(async ({ rows }) => {
      const search = (word: string) => ({ terms: [{ words: [word], isPrefix: false, isExcluded: false }] })
      const idsOf = async (query: object) =>
        (await rows.predictions({ limit: 100, ...query }))?.predictions.map(({ id }) => id)
      const find = async () => [
        await idsOf({ search: search('teapots') }),
        await idsOf({ search: search('teapot'), task: 'support.reply' }),
        await idsOf({ tags: ['odd'] }),
        await idsOf({ metadata: [{ key: 'turn', value: '2' }] }),
        await idsOf({ user: 'ben' }),
        await idsOf({ session: 'conversation-1', feedback: 'corrected' }),
        await idsOf({ key: 'loan-77' }),
      ]
      const expected = [[12], [12], [4, 2], [3], [10], [3], [10]].map((ids) => ids.map((id) => makeFacts(id).id))
      expect(await find()).toEqual(expected)
      while (await rows.catchUp(100));
      expect(await find()).toEqual(expected)
      expect((await rows.report()).unsearchable).toBe(0)
    }))

  it('goes on: what is said of old rows reaches them, and copies of them are copies', () =>
    withStore(async ({ rows }) => {
      const spoken = [
        makeFeedback('g-1', { responseId: 'answer-1', task: 'support.reply', at: '2026-11-22T00:00:00.000Z' }),
        makeFeedback('g-2', { session: 'conversation-1' }),
        makeFeedback('g-3', { prediction: makeFacts(10).id, kind: 'comment', value: null, comment: 'Hm.' }),
        makeFeedback('f-1', { prediction: makeFacts(1).id }),
      ]
      const [copy] = old.predictions.filter(({ id }) => id === makeFacts(1).id)
      const batch = makeBatch({
        predictions: [
          { ...makeRow(1, copy), startedNs: ns(START) + 7n },
          makeRow(30, { task: 'credit.risk', key: 'loan-99' }),
        ],
        feedback: spoken,
      })
      expect(await rows.add(batch)).toEqual({
        isWaiting: [false, false, false, false],
        isNew: [true, true, true, false],
      })
      expect((await rows.predictions({ limit: 100 }))?.predictions).toHaveLength(old.predictions.length + 1)
      expect((await rows.prediction(makeFacts(30).id))?.feedback.map(({ id }) => id)).toEqual(['f-6'])
      const said = (await rows.prediction(makeFacts(1).id))?.feedback.map(({ id }) => id)
      expect(said).toEqual(expect.arrayContaining(['f-1', 'f-5', 'g-1', 'g-2']))
      expect(said).toHaveLength(4)
    }))

  it('is whole afterwards, and refers to nothing that is not there', async () => {
    await withStore(async () => undefined)
    expect(select('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(select('PRAGMA foreign_key_check')).toEqual([])
  })

  it('stays as it was where bringing it up to date fails at the very end, and comes up to date the next time', async () => {
    const migrationsFolder = join(folder, 'failing')
    cpSync(join(import.meta.dirname, 'migrations'), migrationsFolder, { recursive: true })
    const newest = readdirSync(migrationsFolder).findLast((name) => name.endsWith('.sql')) ?? ''
    appendFileSync(join(migrationsFolder, newest), '\n--> statement-breakpoint\nINSERT INTO nowhere VALUES (1);')
    const before = dump()
    expect(() => openDatabase({ file, migrationsFolder, mustExist: true })).toThrow(/nowhere|Failed/)
    expect(dump()).toEqual(before)
    await withStore(async ({ rows }) => {
      expect((await rows.predictions({ limit: 100 }))?.predictions).toHaveLength(old.predictions.length)
    })
  })

  /** Every row of every table, and how each is made. */
  function dump(): unknown {
    const tables = select<{ name: string; sql: string }>('SELECT name, sql FROM sqlite_schema ORDER BY name')
    return tables.map(({ name, sql }) => [name, sql, isTable(sql) ? select(`SELECT * FROM "${name}"`) : null])
  }
})

function asOld({ cost: _cost, opinion: { by: _by, conflicts: _conflicts, ...opinion }, ...said }: Prediction) {
  return { ...said, opinion } satisfies OldPrediction
}

function isTable(sql: string | null): boolean {
  return sql?.startsWith('CREATE TABLE') === true
}

function ns(ms: number): bigint {
  return BigInt(ms) * 1_000_000n
}

const packageFolder = join(import.meta.dirname, '..', '..', '..')

it('the migrations say all that the schema says', () => {
  // Inside the package, where drizzle-kit wants its output to be.
  const out = mkdtempSync(join(packageFolder, 'dist', 'migrations-'))
  try {
    cpSync(join(import.meta.dirname, 'migrations'), out, { recursive: true })
    const before = readdirSync(out)
    const parameters = ['generate', '--dialect=sqlite', '--schema=./src/store/sqlite/schema/*.ts', `--out=${out}`]
    const { status, stdout } = spawnSync(join(packageFolder, 'node_modules', '.bin', 'drizzle-kit'), parameters, {
      cwd: packageFolder,
      encoding: 'utf8',
    })
    expect([status, readdirSync(out)], stdout).toEqual([0, before])
  } finally {
    rmSync(out, { recursive: true })
  }
})

it('every layout that was ever landed is tried, but for the newest', () => {
  const migrations = readdirSync(join(import.meta.dirname, 'migrations')).filter((name) => name.endsWith('.sql'))
  expect(migrations.map((name) => name.slice(0, 4)).slice(0, -1)).toEqual(OLD_LAYOUTS)
})
