import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createReviewModel, reviewMoves, runReviewMove } from '../../fixtures/review-model.ts'
import { addQueue, fill, lease, makeItem, savingOf, timeAt } from '../../fixtures/review-queues.ts'
import { expectSameQueue } from '../../state-reviews-model.suite.ts'
import type { Store } from '../../store.ts'
import { makeFolder, openStoreAt } from '../fixtures/open-store.ts'

const REVIEW_ITEMS = fileURLToPath(new URL('../fixtures/review-items.ts', import.meta.url))

let folder: string
let stores: [Store, Store, Store]

beforeEach(() => {
  folder = makeFolder()
  stores = [openStoreAt(folder), openStoreAt(folder), openStoreAt(folder)]
})
afterEach(() => {
  for (const { close } of stores) close()
  rmSync(folder, { recursive: true })
})

function select<Row>(sql: string): Row[] {
  const client = new Database(join(folder, 'trimtab.db'), { readonly: true })
  const rows = client.prepare<[], Row>(sql).all()
  client.close()
  return rows
}

describe('three connections to one database', () => {
  it('do together as the model does, whoever of them is asked, and the file is whole afterwards', async () => {
    let round = 0
    await fc.assert(
      fc.asyncProperty(reviewMoves, fc.array(fc.nat(2), { minLength: 50, maxLength: 50 }), async (moves, whose) => {
        round += 1
        const model = createReviewModel(`round ${round}`)
        await addQueue(stores[0].state, model.queue)
        model.step = 1
        for (const [at, move] of moves.entries()) {
          const { expected, found } = await runReviewMove((stores[whose[at] ?? 0] ?? stores[0]).state, model, move)
          expect(found).toEqual(expected)
        }
        await expectSameQueue(stores[0].state, model)
      }),
      { numRuns: 40 },
    )
    const problems = (await stores[0].rows.check()).filter(({ severity }) => severity === 'problem')
    expect(problems).toEqual([])
    // Each is of an item that waits, and of nobody a second time.
    const leases = select<{ state: string }>('SELECT state FROM review_lease JOIN review_item ON sequence = item')
    expect(leases.filter(({ state }) => state !== 'open')).toEqual([])
  })

  it('give each reviewer who asks at once an item of their own, as long as there are some', async () => {
    await addQueue(
      stores[0].state,
      'q',
      Array.from({ length: 20 }, (_, index) => makeItem(`${index}`)),
    )
    const asked = Array.from({ length: 30 }, (_, index) =>
      lease(stores[index % 3]?.state ?? stores[0].state, 'q', `r-${index}`),
    )
    const found = (await Promise.all(asked)).filter((id) => id !== null)
    expect(found.map(Number).toSorted((left, right) => left - right)).toEqual(
      Array.from({ length: 20 }, (_, index) => index),
    )
  })
})

describe('processes that review at once', () => {
  it(
    'review every item as often as is wanted and no more, none of them twice by one reviewer',
    { timeout: 60_000 },
    async () => {
      const items = Array.from({ length: 24 }, (_, index) => makeItem(`${index}`, { reviewersWanted: 1 + (index % 2) }))
      await addQueue(stores[0].state, 'q', items)
      const reviewers = ['ann', 'ben'].map((reviewer) =>
        spawn(process.execPath, [REVIEW_ITEMS, folder, 'q', reviewer], { stdio: ['pipe', 'pipe', 'inherit'] }),
      )
      await Promise.all(reviewers.map(({ stdout }) => once(stdout, 'data')))
      const printed = reviewers.map(({ stdout }) => text(stdout))
      for (const { stdin } of reviewers) stdin.end()
      const reviewed = (await Promise.all(printed)).map((each) => JSON.parse(each) as string[])
      for (const ids of reviewed) expect(new Set(ids).size).toBe(ids.length)
      const wanted = items.flatMap(({ id, reviewersWanted }) => Array.from({ length: reviewersWanted }, () => id))
      expect(reviewed.flat().toSorted()).toEqual(wanted.toSorted())
      expect(await stores[0].state.reviewProgress('q', timeAt(0))).toMatchObject({ open: 0, leased: 0, done: 24 })
    },
  )
})

describe('leases', () => {
  it('that ran out go by and by: there are never more than items that were had in hand', async () => {
    const [{ state }] = stores
    await addQueue(state, 'q', [makeItem('1'), makeItem('2')])
    for (let turn = 0; turn < 50; turn++) await lease(state, 'q', `r-${turn}`, turn * 2_000)
    expect(select('SELECT * FROM review_lease')).toHaveLength(1)
    await lease(state, 'q', 'r-last', 98_500)
    await lease(state, 'q', 'r-last', 200_000)
    expect(select('SELECT * FROM review_lease')).toHaveLength(1)
    await state.saveReview(savingOf('1', 'somebody else'))
    expect(select('SELECT * FROM review_lease')).toEqual([])
  })

  it('are found item by item in the order of their positions, without sorting, past thousands that were skipped', async () => {
    const [{ state }] = stores
    await addQueue(state, 'q')
    await fill(
      state,
      'q',
      Array.from({ length: 3_000 }, (_, index) => makeItem(`${index}`)),
    )
    const client = new Database(join(folder, 'trimtab.db'))
    client.exec(`INSERT INTO review (item, reviewer, decision, body, revision, at)
      SELECT sequence, 'ann', 'skipped', '{}', 1, '' FROM review_item WHERE position < 2999`)
    client.close()
    expect(await lease(state, 'q', 'ann')).toBe('2999')
    const plan = select<{ detail: string }>(`EXPLAIN QUERY PLAN SELECT * FROM review_item
      WHERE queue = 'q' AND state = 'open'
        AND NOT EXISTS (SELECT 1 FROM review WHERE item = sequence AND reviewer = 'ann' AND decision IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM review_lease WHERE item = sequence AND reviewer <> 'ann' AND until > '')
      ORDER BY position, sequence LIMIT 1`)
    const details = plan.map(({ detail }) => detail).filter((detail) => !detail.startsWith('CORRELATED'))
    expect(details).toEqual([
      'SEARCH review_item USING INDEX review_item_open (queue=?)',
      'SEARCH review USING PRIMARY KEY (item=? AND reviewer=?)',
      'SEARCH review_lease USING PRIMARY KEY (item=?)',
    ])
  })
})
