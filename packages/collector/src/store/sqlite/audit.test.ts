import Database from 'better-sqlite3'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFilling, makeQueue } from '../fixtures/review-queues.ts'
import { makeKey, NO_LIMITS } from '../new-key.ts'
import type { Store } from '../store.ts'
import type { State } from '../state.ts'
import { DATABASE_FILE } from './connection.ts'
import { makeFolder, openStoreAt } from './fixtures/open-store.ts'

const BY = { actor: 'ops', at: '2026-11-21T10:00:00.000Z' }
const VIEW = { id: 'v', name: 'view', screen: 'drift', query: '' } as const
const OTHER_VIEW = { ...VIEW, id: 'w', name: 'other' }
const { key, stored } = makeKey({ name: 'shop', scopes: ['read'], origins: [], limits: NO_LIMITS }, BY.at)
const other = makeKey({ name: 'other', scopes: ['read'], origins: [], limits: NO_LIMITS }, BY.at)

let folder: string
let store: Store

beforeEach(() => {
  folder = makeFolder()
  store = openStoreAt(folder)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

async function everything(state: State): Promise<unknown> {
  return [
    await state.keys(),
    await state.views(),
    await state.retention(),
    await state.prices(),
    await state.reviewQueues(),
  ]
}

describe('a change whose entry cannot be written', () => {
  it.each<[string, (state: State) => Promise<unknown>]>([
    ['a key that is made', (state) => state.createKey(other.stored, BY)],
    ['a key that is revoked', (state) => state.revokeKey(key.id, BY)],
    ['a view that is saved', (state) => state.addView(OTHER_VIEW, BY)],
    ['a view that is changed', (state) => state.changeView({ ...VIEW, query: 'a' }, BY)],
    ['a view that is deleted', (state) => state.deleteView('v', BY)],
    ['a review queue that is made', (state) => state.addReviewQueue(makeQueue('w'), makeFilling(), BY)],
    [
      'a review queue that is changed',
      (state) => state.changeReviewQueue(makeQueue('q', { isPaused: true }), makeFilling(), BY),
    ],
    ['a review queue that is deleted', (state) => state.deleteReviewQueue('q', BY)],
    ['who reviews in a queue, where one is forgotten', (state) => state.forgetReviewer('ann', BY)],
    ['retention', (state) => state.saveRetention({ rules: [], bytesMax: 1 }, BY)],
    [
      'prices',
      (state) =>
        state.savePrices(
          [
            {
              provider: null,
              model: 'm',
              inputUsdPerMillion: 1,
              outputUsdPerMillion: 1,
              cachedInputUsdPerMillion: null,
            },
          ],
          BY,
        ),
    ],
  ])('is not made: %s', async (_, change) => {
    const { state } = store
    await state.createKey(stored, BY)
    await state.addView(VIEW, BY)
    await state.addReviewQueue(makeQueue('q', { reviewers: ['ann', 'ben'] }), makeFilling(), BY)
    const before = await everything(state)
    const database = new Database(join(folder, DATABASE_FILE))
    database.exec("CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    await expect(change(state)).rejects.toThrow('disk full')
    expect(await everything(state)).toEqual(before)
    database.exec('DROP TRIGGER full')
    database.close()
    await change(state)
    expect(await everything(state)).not.toEqual(before)
  })
})

describe('what the log says of what reviewers may change', () => {
  it.each([
    ['view.saved', 'view.deleted'],
    ['queue.changed', 'queue.deleted'],
  ] as const)('is forgotten where it is very much, and nothing else with it: %s', async (older, newer) => {
    const client = new Database(join(folder, DATABASE_FILE))
    const insert = client.prepare(
      "INSERT INTO audit (at, actor, action, target, detail) VALUES (?, 'key', ?, 'v', '{}')",
    )
    client.transaction(() => {
      for (let count = 0; count < 10_100; count += 1) insert.run(BY.at, count % 100 === 0 ? 'key.created' : older)
    })()
    const countOf = (action: string) =>
      client.prepare<[string], number>('SELECT count(*) FROM audit WHERE action = ?').pluck().get(action)
    for (let count = 0; count < 100; count += 1)
      await store.state.recordChange({ ...BY, action: newer, target: 'v', detail: {} })
    expect(countOf('key.created')).toBe(101)
    expect((countOf(older) ?? 0) + (countOf(newer) ?? 0)).toBeLessThan(10_064)
    expect(countOf(newer)).toBe(100)
    client.close()
  })
})
