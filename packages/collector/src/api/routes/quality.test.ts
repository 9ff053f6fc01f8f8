import type { Quality, ReviewReport } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../../fixtures/collector.ts'
import { type Ask, askerOf } from '../../fixtures/keyed-requests.ts'
import { makeQueue, nextFor, pick, predict, QUEUES, save } from '../../fixtures/review-requests.ts'

const QUALITY = '/api/quality?task=support.reply'

let test: TestCollector
let ask: Ask

beforeEach(() => {
  test = openCollector()
  ask = askerOf(test)
})
afterEach(() => test.collector.close())

const readQuality = async (query = '') => (await ask('GET', `${QUALITY}${query}`)).body as Quality

describe('how good a task is', () => {
  it('is of the last thirty days where no time is said', async () => {
    await predict(test, 1)
    const { from, to, total } = await readQuality()
    expect(Date.parse(to)).toBeGreaterThanOrEqual(NOW)
    expect(Date.parse(to) - Date.parse(from)).toBeGreaterThanOrEqual(30 * 86_400_000)
    expect(total.predictions).toBe(1)
    expect((await readQuality('&to=2026-11-01T00:00:00Z')).total.predictions).toBe(0)
  })

  it('is said of users, reviewers and judges, each by itself, and taken apart by a slice', async () => {
    const [first = '', second = ''] = await predict(test, 3)
    const say = (prediction: string, value: boolean, said: object) =>
      ask('POST', '/api/feedback', { prediction, kind: 'thumbs', value, ...said })
    await say(first, true, { source: 'user', actor: 'customer-1' })
    await say(first, false, { source: 'reviewer', actor: 'Ann' })
    await say(second, true, { source: 'judge', actor: 'judge-v3', name: 'faithful' })
    const { by, total, groups } = await readQuality('&by=kind')
    expect([by, groups.map(({ name }) => name)]).toEqual(['kind', ['generation']])
    expect(total).toMatchObject({
      predictions: 3,
      response: { good: 1, count: 3 },
      users: { good: 1, count: 1 },
      reviewers: { good: 0, count: 1 },
      judges: [{ judge: 'faithful', raw: { mean: 1, count: 1 }, corrected: null }],
    })
    expect((await readQuality('&kind=embedding')).total.predictions).toBe(0)
  })

  it.each(['', '?task=a&task=b', '?task=a&by=colour', '?task=a&from=yesterday', '?task=a&step=day'])(
    'is refused where it is not asked for rightly: %j',
    async (query) => {
      expect((await ask('GET', `/api/quality${query}`)).body).toMatchObject({ code: 'request.invalid' })
    },
  )
})

describe('the report of a queue', () => {
  it('is of its reviews, and of none that somebody picked where it comes to rates', async () => {
    const { id } = await makeQueue(ask, { since: '2026-01-01T00:00:00Z', rules: [{ reason: 'random', share: 1 }] })
    const picked = await makeQueue(ask, { name: 'By hand' })
    await pick(ask, picked.id, await predict(test, 4))
    const report = async (queue: string) => (await ask('GET', `${QUEUES}/${queue}/report`)).body as ReviewReport
    for (const queue of [id, picked.id]) {
      await expect.poll(() => nextFor(ask, queue, 'Ann')).not.toBeNull()
      for (const decision of ['good', 'good', 'bad', 'good'] as const)
        await save(ask, (await nextFor(ask, queue, 'Ann'))?.id ?? '', { reviewer: 'Ann', decision })
    }
    expect(await report(id)).toMatchObject({ queue: id, reviews: 4, good: { value: 0.75, count: 4 }, isWhole: true })
    expect(await report(picked.id)).toMatchObject({ queue: picked.id, reviews: 4, good: null })
  })
})
