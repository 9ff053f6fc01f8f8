import { hash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Feedback, Message } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFeedback } from '../../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../../../fixtures/predictions.ts'
import { openDatabase } from '../connection.ts'
import { foldOf } from '../../../aggregates/roll-up.ts'
import { byNewest, opinionOf, peopleOf } from '../../../feedback/opinion.ts'
import { ratingsOf } from '../../../feedback/ratings.ts'
import { createSqliteRows } from '../rows.ts'
import { makeFolder } from '../fixtures/open-store.ts'
import { openBlock } from './block.ts'
import { createGenerations } from './generations.ts'
import { decodeIds, encodeIds } from './id-list.ts'
import { isSameJson } from './same-json.ts'

const migrationsFolder = new URL('../migrations', import.meta.url).pathname

describe('a conversation', () => {
  it('is stored once, however often its turns send it again', async () => {
    const db = openDatabase({ file: ':memory:', migrationsFolder, mustExist: false })
    const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
    const say = (role: string, turn: number) => ({ role, parts: [{ type: 'text' as const, text: `${role} ${turn}` }] })
    const history = Array.from({ length: 10 }, (_, turn) => [say('user', turn), say('assistant', turn)]).flat()
    for (let turn = 0; turn < 10; turn += 1) {
      const { input, output } = makeFacts(turn)
      const said = {
        session: 's',
        input: { ...input, system: 'Be kind.', messages: structuredClone(history.slice(0, 2 * turn + 1)) },
        output: { ...output, messages: [say('assistant', turn)] },
      }
      await rows.add(makeBatch({ predictions: [makeRow(turn, said)] }))
    }
    const count = db.$client.prepare('SELECT count(*) AS count FROM content').get()
    expect(count).toEqual({ count: 21 })
  })
})

describe('a batch with much to say', () => {
  const long = (text: string): Message => ({
    role: 'user',
    parts: [{ type: 'text', text: `${text} ${'and so on '.repeat(200)}` }],
  })
  const rowOf = (number: number, texts: readonly string[]) =>
    makeRow(number, { session: `s-${number}`, input: { ...makeFacts(number).input, messages: texts.map(long) } })
  const texts = Array.from({ length: 60 }, (_, index) => `text ${index}`)
  const opened = (file: string) => {
    const db = openDatabase({ file, migrationsFolder, mustExist: false })
    const rows = createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, file, () => START)
    const stored = () =>
      db.$client
        .prepare<[], Buffer>('SELECT body FROM content_block')
        .pluck()
        .all()
        .flatMap((body) => openBlock(body).ids()).length +
      Number(db.$client.prepare('SELECT count(*) FROM content').pluck().get())
    return { rows, stored, close: () => db.$client.close() }
  }

  it('is packed at once, each text once, and reads the same', async () => {
    const { rows, stored } = opened(':memory:')
    const all = [rowOf(1, texts), rowOf(2, texts), rowOf(3, texts.slice(0, 5))]
    await rows.add(makeBatch({ predictions: all }))
    // With the one answer that all three have.
    expect(stored()).toBe(61)
    for (const { facts } of all) expect((await rows.prediction(facts.id))?.input).toEqual(facts.input)
    await rows.add(makeBatch({ predictions: [rowOf(4, ['another', ...texts])] }))
    expect(stored()).toBe(62)
    expect((await rows.prediction(rowOf(4, []).facts.id))?.input.messages).toEqual(['another', ...texts].map(long))
  })

  it('is remembered by whoever writes after a start', async () => {
    const folder = makeFolder()
    const first = opened(join(folder, 'trimtab.db'))
    await first.rows.add(makeBatch({ predictions: [rowOf(1, texts)] }))
    first.close()
    const second = opened(join(folder, 'trimtab.db'))
    await second.rows.add(makeBatch({ predictions: [rowOf(2, texts)] }))
    expect(second.stored()).toBe(61)
    second.close()
    rmSync(folder, { recursive: true })
  })

  it('that is not stored leaves nothing that later rows would refer to', async () => {
    const { rows, stored } = opened(':memory:')
    const endless: Feedback['metadata'] = {}
    endless['again'] = endless
    const feedback = [makeFeedback('f', { key: 'k', metadata: endless })]
    await expect(rows.add(makeBatch({ predictions: [rowOf(1, texts)], feedback }))).rejects.toThrow(/circular/)
    expect(stored()).toBe(0)
    await rows.add(makeBatch({ predictions: [rowOf(2, ['one']), rowOf(3, texts)] }))
    expect((await rows.prediction(rowOf(3, []).facts.id))?.input.messages).toEqual(texts.map(long))
    expect(stored()).toBe(62)
  })
})

describe('what is said', () => {
  function open() {
    const db = openDatabase({ file: ':memory:', migrationsFolder, mustExist: false })
    const openRows = () => createSqliteRows(db, { opinionOf, peopleOf, ratingsOf, byNewest, foldOf }, ':memory:')
    const bodies = () => db.$client.prepare<[], string>('SELECT body FROM content').pluck().all()
    return { db, openRows, bodies }
  }

  const { input } = makeFacts(1)
  const messages = ['Hello', 'Anyone?'].map((text) => ({ role: 'user', parts: [{ type: 'text' as const, text }] }))
  const said = { input: { ...input, system: 'Be kind.', messages }, parameters: { temperature: 0.2 } }
  const say = (number: number) => makeBatch({ predictions: [makeRow(number, { ...said, session: `s-${number}` })] })

  it('is stored once, also by whoever starts anew', async () => {
    const { openRows, bodies } = open()
    await openRows().add(say(1))
    const before = bodies()
    expect(before).toHaveLength(5)
    await openRows().add(say(2))
    expect(bodies()).toEqual(before)
  })

  it('leaves no hash of itself on disk, by which it could be asked whether a text is here', async () => {
    const { db, openRows, bodies } = open()
    await openRows().add(say(1))
    const file = db.$client.serialize()
    expect(file.includes('Anyone?')).toBe(true)
    for (const text of ['Be kind.', 'Hello', 'Anyone?', ...bodies()]) {
      const digest = hash('sha256', text, 'buffer').subarray(0, 8)
      expect([file.includes(digest), file.includes(digest.toString('hex'))]).toEqual([false, false])
    }
  })
})

describe('a list of ids', () => {
  it('is read as it was written, in whatever order and however large the ids are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.nat(300),
            fc.maxSafeNat().map((id) => Math.floor(id / 4)),
          ),
        ),
        (ids) => {
          expect(decodeIds(encodeIds(ids))).toEqual(ids)
        },
      ),
    )
  })
})

describe('two values', () => {
  it('are the same JSON when they are written the same', () => {
    const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(isSameJson(JSON.parse(left), JSON.parse(left))).toBe(!left.includes('"__proto__":'))
        const same = isSameJson(JSON.parse(left), JSON.parse(right))
        expect(same && !isDeepStrictEqual(JSON.parse(left), JSON.parse(right))).toBe(false)
      }),
    )
  })

  it.each([
    ['{"__proto__":{}}', '{"x":1}'],
    ['{"a":1}', '{"a":1,"b":2}'],
    ['{"a":1,"b":2}', '{"a":1}'],
    ['[]', '{}'],
    ['{"toString":null}', '{"a":null}'],
    ['[1,2]', '[2,1]'],
  ])('%s and %s are not', (left, right) => {
    expect(isSameJson(JSON.parse(left), JSON.parse(right))).toBe(false)
  })
})

describe('a cache of two generations', () => {
  it('never holds more than it may, and holds what was used lately', () => {
    const cache = createGenerations<number, string>({ weightMax: 100 })
    for (let key = 0; key < 1000; key += 1) {
      cache.set(key, String(key))
      cache.get(0)
    }
    const held = Array.from({ length: 1000 }, (_, key) => key).filter((key) => cache.get(key) !== undefined)
    expect(held.length).toBeLessThanOrEqual(101)
    expect(held).toContain(0)
    expect(held).toContain(999)
  })

  it('forgets what was set or doubted since it was settled, and nothing else', () => {
    const cache = createGenerations<string, number>({ weightMax: 100 })
    for (const key of ['a', 'b', 'c']) cache.set(key, 1)
    cache.settle()
    cache.set('b', 2)
    cache.set('d', 2)
    cache.doubt('c')
    cache.forget()
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key))).toEqual([1, undefined, undefined, undefined])
  })
})
