import { randomUUID } from 'node:crypto'
import type { Retention } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOverview } from '../aggregates/overview.ts'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import { addQueue, makeItem } from '../store/fixtures/review-queues.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import { newReviewQueue } from '../reviews/queues/new-queue.ts'
import type { Store } from '../store/store.ts'
import { createWork, type Work } from './work.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const BY = { actor: 'command', at: '2026-11-21T12:00:00.000Z' }
const KEEP_A_DAY: Retention = {
  rules: [{ task: null, days: 1, contentDays: null, predictionsMax: null }],
  bytesMax: null,
}
const KEEP_A_YEAR = { task: null, days: 365, contentDays: null, predictionsMax: null }

let store: Store
let work: Work
let nowMs: number
let defects: unknown[]
let moved: string[]

beforeEach(() => {
  store = openInMemory()
  nowMs = START + 60_000
  defects = []
  moved = []
  work = makeWork(store)
})
afterEach(() => store.close())

function makeWork({ rows, state }: Pick<Store, 'rows' | 'state'>): Work {
  return createWork({
    rows,
    state,
    clock: () => nowMs,
    holder: 'me',
    makeId: randomUUID,
    onJob: (id) => moved.push(id),
    onQueue: (id) => moved.push(id),
    onAlarm: (id) => moved.push(id),
    post: async () => ({ status: 200, said: '' }),
    onDefect: (error) => defects.push(error),
  })
}

async function stepUntilDone(): Promise<void> {
  while ((await work.step()) === 0);
  await work.settle()
  while ((await work.step()) === 0);
}

async function unfolded(): Promise<number> {
  return (await store.rows.report()).unfolded
}

describe('what is done beside writing and reading', () => {
  it('counts what came, until nothing is left, and then rests', async () => {
    await store.rows.add(makeBatch({ predictions: Array.from({ length: 50 }, (_, index) => makeRow(index)) }))
    expect(await unfolded()).toBe(50)
    await stepUntilDone()
    expect(await unfolded()).toBe(0)
    expect(await work.step()).toBeGreaterThan(0)
    expect(defects).toEqual([])
  })

  it('removes what retention says, and counts it still', async () => {
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    await store.state.saveRetention(KEEP_A_DAY, BY)
    await stepUntilDone()
    expect((await store.rows.report()).predictions).toBe(1)
    nowMs += 2 * DAY_MS
    await stepUntilDone()
    expect((await store.rows.report()).predictions).toBe(0)
    expect((await readOverview(store.rows, nowMs)).predictions).toBe(1)
  })

  it('takes the words out of reviews of what is removed, so that nobody is left in them', async () => {
    const { facts } = makeRow(1)
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    await addQueue(store.state, 'q', [{ ...makeItem('1'), prediction: facts.id, detail: 'label Ann Smith' }])
    const review = { reviewer: 'ben', decision: 'corrected' as const, correction: 'Dear Ann', note: 'poor Ann' }
    const said = { ...review, answers: { why: 'Ann', kind: 3, isKind: true } }
    await store.state.saveReview({ item: '1', review: said, revision: 1, feedback: ['f-1'], at: BY.at })
    await store.state.saveRetention(KEEP_A_DAY, BY)
    nowMs = START + 3 * DAY_MS
    await stepUntilDone()
    expect(await store.rows.prediction(facts.id)).toBeNull()
    const [left] = await store.state.reviewItems({ queue: 'q', limit: 9 })
    expect(JSON.stringify(left)).not.toContain('Ann')
    expect(left?.reviews).toMatchObject([{ decision: 'corrected', answers: { kind: 3, isKind: true } }])
  })

  it('forgets what was counted of what was said of predictions that are removed, and not where only content is', async () => {
    const { rows, state } = store
    const { facts } = makeRow(1)
    await rows.add(makeBatch({ predictions: [makeRow(1)], feedback: [makeFeedback('f-1', { prediction: facts.id })] }))
    const counted = async () => (await state.saidCounted(facts.task, [facts.id])).size
    await stepUntilDone()
    await state.saveRetention({ rules: [{ ...KEEP_A_YEAR, contentDays: 1 }], bytesMax: null }, BY)
    nowMs += 2 * DAY_MS
    await stepUntilDone()
    expect(await rows.prediction(facts.id)).toMatchObject({ capture: { content: false } })
    expect(await counted()).toBe(1)
    await state.saveRetention(KEEP_A_DAY, BY)
    work.poke('retention')
    await stepUntilDone()
    expect(await rows.prediction(facts.id)).toBeNull()
    expect(await counted()).toBe(0)
  })

  it('does at once what retention says anew, and else looks now and then', async () => {
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    nowMs += 2 * DAY_MS
    await stepUntilDone()
    await store.state.saveRetention(KEEP_A_DAY, BY)
    await stepUntilDone()
    expect((await store.rows.report()).predictions).toBe(1)
    work.poke('retention')
    await stepUntilDone()
    expect((await store.rows.report()).predictions).toBe(0)
  })

  it('looks for what is old also after a clock that ran ahead was set right', async () => {
    await store.state.saveRetention(KEEP_A_DAY, BY)
    nowMs += 300 * DAY_MS
    await stepUntilDone()
    nowMs = START + 60_000
    await store.rows.add(
      makeBatch({ predictions: [makeRow(1, { startedAt: new Date(START - 2 * DAY_MS).toISOString() })] }),
    )
    await stepUntilDone()
    expect((await store.rows.report()).predictions).toBe(0)
  })

  it('removes what a review queue left that was deleted', async () => {
    await addQueue(
      store.state,
      'q',
      Array.from({ length: 500 }, (_, index) => makeItem(`${index}`)),
    )
    await store.state.deleteReviewQueue('q', BY)
    expect((await store.rows.check()).map(({ sentence }) => sentence)).toContain(
      'Items are left of review queues that are gone.',
    )
    await stepUntilDone()
    expect(await store.rows.check()).toEqual([])
  })

  it('fills a queue that somebody made, and tells of it', async () => {
    const { rows, state } = store
    const input = { name: 'all', task: 'support.reply', rules: [{ reason: 'random' as const, share: 1 }] }
    await stepUntilDone()
    const { queue, filling } = await newReviewQueue(input, { id: 'q-1', at: new Date(START).toISOString(), rows })
    await state.addReviewQueue(queue, filling, BY)
    await rows.add(makeBatch({ predictions: [makeRow(1), makeRow(2)] }))
    await stepUntilDone()
    expect([await state.openReviewItems('q-1'), moved]).toEqual([0, []])
    work.poke('queue')
    await stepUntilDone()
    expect([await state.openReviewItems('q-1'), moved, defects]).toEqual([2, ['q-1'], []])
  })

  it('forgets a person as a job, whose end says nothing of whom it was about', async () => {
    await store.rows.add(makeBatch({ predictions: [makeRow(1, { user: 'ann-4711' }), makeRow(2, { user: 'ben' })] }))
    await store.state.addJob({
      id: 'job-1',
      kind: 'forget',
      request: { user: 'ann-4711', actor: 'key-1' },
      createdAt: BY.at,
    })
    await stepUntilDone()
    expect(await store.state.job('job-1')).toMatchObject({ state: 'done', result: { found: true, predictions: 1 } })
    expect(JSON.stringify(await store.state.jobs(9))).not.toContain('ann-4711')
    expect((await store.rows.predictions({ limit: 9 }))?.predictions.map(({ user }) => user)).toEqual(['ben'])
    expect(moved).toContain('job-1')
    expect(defects).toEqual([])
  })

  it('counts what comes while a job is done, and does nothing else beside it', async () => {
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>()
    const { rows, state } = store
    let caughtUp = 0
    const input = { name: 'all', task: 'support.reply', rules: [{ reason: 'random' as const, share: 1 }] }
    const { queue, filling } = await newReviewQueue(input, { id: 'q-1', at: new Date(START).toISOString(), rows })
    await state.addReviewQueue(queue, filling, BY)
    work = makeWork({
      state,
      rows: {
        ...rows,
        forget: async (user) => {
          await mayEnd
          return rows.forget(user)
        },
        catchUp: (budgetMs) => {
          caughtUp += 1
          return rows.catchUp(budgetMs)
        },
      },
    })
    await rows.add(makeBatch({ predictions: [makeRow(1, { user: 'ann' })] }))
    await state.addJob({ id: 'job-1', kind: 'forget', request: { user: 'ann', actor: 'key-1' }, createdAt: BY.at })
    while ((await work.step()) === 0);
    await rows.add(makeBatch({ predictions: [makeRow(2)] }))
    const openBefore = await state.openReviewItems('q-1')
    await work.step()
    expect([await unfolded(), caughtUp, (await state.job('job-1'))?.state]).toEqual([0, 0, 'running'])
    expect(await state.openReviewItems('q-1')).toBe(openBefore)
    end(undefined)
    await stepUntilDone()
    expect([caughtUp > 0, (await state.job('job-1'))?.state]).toEqual([true, 'done'])
    expect((await state.reviewItems({ queue: 'q-1', limit: 9 })).map(({ item }) => item.prediction)).toContain(
      makeRow(2).facts.id,
    )
  })

  it('ends a job that somebody else has by now where it is told', async () => {
    const { rows, state } = store
    const onlyOnce = new Error('not again')
    let told = 0
    work = makeWork({
      state: { ...state, moveJob: () => Promise.resolve(false) },
      rows: {
        ...rows,
        forget: async (_user, onProgress) => {
          for (; told < 9; told += 1) {
            onProgress?.(told, 9)
            await new Promise((resolve) => setImmediate(resolve))
          }
          throw onlyOnce
        },
      },
    })
    await rows.add(makeBatch({ predictions: [makeRow(1, { user: 'ann' })] }))
    await state.addJob({ id: 'job-1', kind: 'forget', request: { user: 'ann', actor: 'key-1' }, createdAt: BY.at })
    await stepUntilDone()
    expect([told, defects]).toEqual([1, []])
  })

  it('says of a person nobody knows that nothing was found', async () => {
    await store.state.addJob({ id: 'job-1', kind: 'forget', request: { user: 'x', actor: 'key-1' }, createdAt: BY.at })
    await stepUntilDone()
    expect(await store.state.job('job-1')).toMatchObject({ state: 'done', result: { found: false } })
  })

  it('goes on with everything else where one of its duties fails, and fails the job over which it failed', async () => {
    const { rows, state } = store
    const broken = new Error('this disk is broken')
    work = makeWork({ rows: { ...rows, forget: () => Promise.reject(broken) }, state })
    await rows.add(makeBatch({ predictions: [makeRow(1, { user: 'ann' })] }))
    await state.addJob({ id: 'job-1', kind: 'forget', request: { user: 'ann', actor: 'key-1' }, createdAt: BY.at })
    await stepUntilDone()
    expect(defects).toEqual([broken])
    expect(await state.job('job-1')).toMatchObject({ state: 'failed' })
    expect(await unfolded()).toBe(0)
  })
})
