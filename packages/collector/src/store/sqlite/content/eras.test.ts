import { describe, expect, it } from 'vitest'
import type { Message } from '@trimtab/contract'
import type Database from 'better-sqlite3'
import { foldOf } from '../../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Rows } from '../../rows.ts'
import type { PredictionRow } from '../../stored.ts'
import { openDatabase } from '../connection.ts'
import { createSqliteRows } from '../rows.ts'

const migrationsFolder = new URL('../migrations', import.meta.url).pathname
const DAY_MS = 86_400_000

interface Opened {
  rows: Rows
  client: Database.Database
  laterMs: (ms: number) => void
}

function openRows(): Opened {
  let nowMs = START
  const db = openDatabase({ file: ':memory:', migrationsFolder, mustExist: false })
  const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:', () => nowMs)
  return { rows, client: db.$client, laterMs: (ms) => void (nowMs += ms) }
}

const say = (text: string): Message => ({ role: 'user', parts: [{ type: 'text', text }] })

function rowOf(number: number, texts: readonly string[]): PredictionRow {
  const { input, output } = makeFacts(number)
  return makeRow(number, {
    session: 's',
    input: { ...input, messages: texts.map(say) },
    output: { ...output, messages: null },
  })
}

const add = ({ rows }: Opened, ...predictions: PredictionRow[]) => rows.add(makeBatch({ predictions }))
const contentIds = ({ client }: Opened) =>
  client.prepare<[], number>('SELECT id FROM content ORDER BY id').pluck().all()
const eras = ({ client }: Opened) =>
  client.prepare<[], { id: number; first: number }>('SELECT id, first_content AS first FROM era ORDER BY id').all()
async function catchUp({ rows }: Opened): Promise<void> {
  while (await rows.catchUp(100));
}

describe('an era', () => {
  it('is a day: what is said again on another day is stored again', async () => {
    const opened = openRows()
    await add(opened, rowOf(1, ['Hello']))
    opened.laterMs(13 * 3_600_000)
    await add(opened, rowOf(2, ['Hello', 'again']))
    expect(contentIds(opened)).toHaveLength(2)
    opened.laterMs(3_600_000)
    await add(opened, rowOf(3, ['Hello', 'again']))
    expect(contentIds(opened)).toHaveLength(4)
    expect(eras(opened).map(({ first }) => first)).toEqual([1, 3])
  })

  it('in which nothing came leaves nothing behind, and its number is never given again', async () => {
    const opened = openRows()
    for (let day = 0; day < 5; day += 1) {
      opened.laterMs(DAY_MS)
      await add(opened)
    }
    expect(eras(opened)).toHaveLength(1)
    expect(eras(opened)[0]?.id).toBeGreaterThan(5)
  })

  it('gives no id again that content had before it, however little of that is left', async () => {
    const opened = openRows()
    await add(opened, rowOf(1, ['one']), rowOf(2, ['two']), rowOf(3, ['three']))
    const given = contentIds(opened)
    opened.laterMs(DAY_MS)
    await add(opened)
    await catchUp(opened)
    expect(contentIds(opened)).toEqual([])
    await add(opened, rowOf(4, ['four']))
    expect(contentIds(opened).every((id) => !given.includes(id))).toBe(true)

    const days = { task: null, days: 0, contentDays: null, predictionsMax: null }
    const all = { rules: [days], bytesMax: null, budgetMs: 1000, pinned: async () => new Set<string>() }
    await opened.rows.removeOld({ ...all, nowMs: START + 5 * DAY_MS })
    opened.laterMs(DAY_MS)
    await add(opened)
    await catchUp(opened)
    const blocks = opened.client.prepare('SELECT count(*) FROM content_block').pluck().get()
    expect([contentIds(opened), blocks]).toEqual([[], 0])
    await add(opened, rowOf(5, ['five']))
    expect(Math.min(...contentIds(opened))).toBeGreaterThan(given.length + 1)
  })

  it('that is over is referred to by nothing that is written later, not even by what takes the place of its rows', async () => {
    const opened = openRows()
    await add(opened, rowOf(1, ['Hello']))
    opened.laterMs(DAY_MS)
    const revised = rowOf(1, ['Hello', 'again'])
    await opened.rows.add(makeBatch({ predictions: [rowOf(2, ['Hello'])], revised: [revised] }))
    const messages = opened.client.prepare('SELECT messages FROM prediction WHERE id = 1').pluck().get()
    expect(messages).toBeNull()
    expect((await opened.rows.prediction(revised.facts.id))?.input).toEqual(revised.facts.input)
  })

  it('is begun for whoever writes when another begins it: what went with it is not referred to again', async () => {
    const opened = openRows()
    const ada = (number: number) => {
      const row = rowOf(number, ['I am Ada'])
      return { ...row, facts: { ...row.facts, user: 'ada' } }
    }
    await add(opened, ada(1))
    await opened.rows.forget('ada')
    await add(opened, ada(2))
    expect(await opened.rows.prediction(ada(2).facts.id)).toMatchObject({
      user: 'ada',
      session: 's',
      input: ada(2).facts.input,
    })
  })
})
