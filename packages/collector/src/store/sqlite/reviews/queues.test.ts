import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addQueue, changedBy, fill, lease, makeItem, savingOf, timeAt } from '../../fixtures/review-queues.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const ITEMS = 1_000

let folder: string
let store: Store

beforeEach(async () => {
  folder = makeFolder()
  store = openStoreAt(folder)
  await addQueue(
    store.state,
    'q',
    Array.from({ length: ITEMS }, (_, index) => makeItem(`${index}`)),
  )
  await store.state.saveReview(savingOf('1', 'ann'))
  await lease(store.state, 'q', 'ben')
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function counts(): Record<string, number> {
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const tables = ['review_queue', 'review_count', 'review_item', 'review', 'review_lease']
  const found = tables.map((table) => [table, client.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number])
  client.close()
  return Object.fromEntries(found) as Record<string, number>
}

const findings = async () => (await store.rows.check()).filter(({ sentence }) => /review/i.test(sentence))

describe('a backup', () => {
  it('has the queues, what is in them, what was decided and who has what in hand', async () => {
    const read = async ({ state }: Store) => [
      await state.reviewQueues(),
      await state.filling('q'),
      await state.reviews('q', 9),
      await state.reviewItems({ queue: 'q', limit: 50 }),
      await state.reviewProgress('q', timeAt(500)),
    ]
    const before = await read(store)
    await store.backup(join(folder, 'backup.db'))
    await store.state.deleteReviewQueue('q', changedBy())
    store.close()
    renameSync(join(folder, 'backup.db'), join(folder, 'trimtab.db'))
    store = openStoreAt(folder)
    expect(await read(store)).toEqual(before)
  })
})

describe('a review queue that is deleted', () => {
  it('is gone in one short transaction, and what was in it goes step by step, for good', async () => {
    await addQueue(store.state, 'other', [makeItem('x')])
    await store.state.deleteReviewQueue('q', changedBy())
    expect(counts()).toEqual({ review_queue: 1, review_count: 1, review_item: ITEMS + 1, review: 1, review_lease: 1 })
    const { state } = store
    expect([await state.reviewItem('5'), await lease(state, 'q', 'cid'), await state.pinned(['p-5'])]).toEqual([
      null,
      null,
      new Set(),
    ])
    expect(await findings()).toMatchObject([{ severity: 'warning' }])
    expect(await state.tidyReviews()).toBe(true)
    const { review_item: left } = counts()
    expect(left).toBeLessThan(ITEMS)
    expect(left).toBeGreaterThan(ITEMS / 2)
    // Whatever ended it there, whoever opens the folder next goes on.
    store.close()
    store = openStoreAt(folder)
    while (await store.state.tidyReviews());
    expect(counts()).toEqual({ review_queue: 1, review_count: 1, review_item: 1, review: 0, review_lease: 0 })
    expect(await findings()).toEqual([])
  })

  it('leaves the lock to others in between', async () => {
    const other = openStoreAt(folder)
    await addQueue(other.state, 'other')
    await store.state.deleteReviewQueue('q', changedBy())
    let written = 0
    while (await store.state.tidyReviews()) {
      expect(await fill(other.state, 'other', [makeItem(`other ${written}`)])).toBe(true)
      written += 1
    }
    other.close()
    expect(written).toBeGreaterThan(3)
  })
})
