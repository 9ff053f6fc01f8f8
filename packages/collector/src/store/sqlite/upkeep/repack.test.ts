import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Store } from '../../store.ts'
import { openDatabase } from '../connection.ts'
import { openBlock } from '../content/block.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'
import { MIGRATIONS_FOLDER } from '../migrations-folder.ts'
import { BODIES, CONTENT } from './packable.ts'
import { prepareRepack } from './repack.ts'

const DAY_MS = 86_400_000

let folder: string
let nowMs: number
let store: Store
let client: Database.Database

beforeEach(() => {
  folder = makeFolder()
  nowMs = START
  store = openStoreAt(folder, { clock: () => nowMs })
  client = openDatabase({
    file: join(folder, 'trimtab.db'),
    migrationsFolder: MIGRATIONS_FOLDER,
    mustExist: true,
  }).$client
})
afterEach(() => {
  client.close()
  store.close()
  rmSync(folder, { recursive: true })
})

const rowOf = (number: number) =>
  makeRow(number, {
    session: `s-${number % 7}`,
    input: {
      ...makeFacts(number).input,
      messages: [{ role: 'user', parts: [{ type: 'text', text: `What is ${number}?` }] }],
    },
    output: {
      ...makeFacts(number).output,
      messages: null,
      text: `Nobody knows ${number}, and whoever says so has not been asked for long enough.`,
    },
  })

/** A few at a time, since much is packed when it comes. */
async function addRows(count: number, from = 0): Promise<void> {
  for (let at = from; at < from + count; at += 10)
    await store.rows.add(makeBatch({ predictions: Array.from({ length: 10 }, (_, index) => rowOf(at + index)) }))
}
const count = (what: string) => client.prepare<[], number>(`SELECT count(*) FROM ${what}`).pluck().get() ?? 0
async function catchUp(): Promise<void> {
  while (await store.rows.catchUp(100));
}
async function nextDay(): Promise<void> {
  nowMs += DAY_MS
  await store.rows.add(makeBatch({}))
}
const all = () => true

describe('packing', () => {
  it('leaves what is of today as it is, and nothing unpacked of the days before', async () => {
    await addRows(300)
    await catchUp()
    expect([count('content'), count('content_block'), count('body_block')]).toEqual([300, 0, 0])
    await nextDay()
    await addRows(10, 300)
    await catchUp()
    expect([count('content'), count("prediction WHERE body <> ''")]).toEqual([10, 10])
    expect(count('body_block')).toBeGreaterThan(0)
    expect((await store.rows.prediction(rowOf(5).facts.id))?.input).toEqual(rowOf(5).facts.input)
  })

  it('joins small blocks, and leaves alone what is packed', async () => {
    await addRows(20)
    await nextDay()
    const repack = prepareRepack(client, CONTENT)
    for (let after = 0; after < 20; after += 5) repack({ after, upTo: after + 5 }, all)
    expect(count('content_block')).toBe(4)
    expect(repack({ after: 0, upTo: 20 }, all)).toEqual({ last: 20, dropped: 0 })
    const changes = client.prepare<[], number>('SELECT total_changes()').pluck()
    const before = changes.get()
    expect(repack({ after: 0, upTo: 20 }, all)).toEqual({ last: 20, dropped: 0 })
    expect([count('content_block'), count('content'), changes.get()]).toEqual([1, 0, before])
  })

  it('drops what is not kept, from rows and from blocks', async () => {
    await addRows(10)
    const repack = prepareRepack(client, CONTENT)
    repack({ after: 0, upTo: 5 }, all)
    expect(repack({ after: 0, upTo: 10 }, (id) => id % 2 === 0)).toEqual({ last: 10, dropped: 5 })
    const [block] = client.prepare<[], Buffer>('SELECT body FROM content_block').pluck().all()
    expect(openBlock(block ?? Buffer.alloc(0)).ids()).toEqual([2, 4, 6, 8, 10])
    expect(count('content')).toBe(0)
  })

  it.each([
    ['is another since does nothing', { error: { type: 'Late', message: null, httpStatus: null } }, null],
    ['says the same takes what else is new of it', { tags: ['new'] }, { last: 10, dropped: 0 }],
  ])('of a row whose text %s', async (_, said, expected) => {
    await addRows(10)
    const repack = prepareRepack(client, BODIES)
    const revised = { ...rowOf(3), facts: { ...rowOf(3).facts, ...said } }
    // While it is read: nothing is locked yet.
    const change = (id: number) => {
      if (id === 10) void store.rows.add(makeBatch({ revised: [revised] }))
      return true
    }
    expect(repack({ after: 0, upTo: 10 }, change)).toEqual(expected)
    expect(count('body_block')).toBe(expected === null ? 0 : 1)
    expect(repack({ after: 0, upTo: 10 }, all)).toEqual({ last: 10, dropped: 0 })
    expect(await store.rows.prediction(revised.facts.id)).toMatchObject(said)
  })
})

describe('sweeping', () => {
  it('removes what only rows referred to that are gone, and what they held', async () => {
    const shared = { system: 'Be kind.' }
    const withSystem = (number: number) => {
      const row = rowOf(number)
      return { ...row, facts: { ...row.facts, input: { ...row.facts.input, ...shared } } }
    }
    await store.rows.add(makeBatch({ predictions: Array.from({ length: 20 }, (_, number) => withSystem(number)) }))
    await nextDay()
    await catchUp()
    await store.rows.add(makeBatch({ withdrawn: Array.from({ length: 10 }, (_, number) => withSystem(number)) }))
    nowMs += DAY_MS
    await catchUp()
    const texts = (table: string) =>
      client
        .prepare<[], Buffer>(`SELECT body FROM ${table}`)
        .pluck()
        .all()
        .map(openBlock)
        .flatMap((block) => block.ids().map((id) => block.textOf(id)))
    expect(texts('content_block')).toHaveLength(11)
    expect(texts('content_block').filter((text) => text?.includes('What is 3?'))).toEqual([])
    expect(texts('body_block')).toHaveLength(10)
    expect(await store.rows.prediction(withSystem(15).facts.id)).toMatchObject({ input: withSystem(15).facts.input })
  })

  it('leaves nothing of a day of which nothing is left', async () => {
    await addRows(20)
    await nextDay()
    await catchUp()
    await store.rows.add(makeBatch({ withdrawn: Array.from({ length: 20 }, (_, number) => rowOf(number)) }))
    await catchUp()
    expect([count('content_block'), count('body_block'), count('era')]).toEqual([0, 0, 1])
  })
})
