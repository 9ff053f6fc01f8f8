// From thumbs to labels that can be relied on: an app that sends predictions, customers who like some of them, a queue
// that fills by itself, two reviewers, and what it all adds up to. The collector is killed twice on the way.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type {
  NextReview,
  Prediction,
  Quality,
  ReviewDecision,
  ReviewItem,
  ReviewItemPage,
  ReviewQueueInput,
  ReviewQueueWithProgress,
  ReviewReport,
} from '@trimtab/contract'
import { createTrimtab } from '@trimtab/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { collectorOn, type Serving } from './processes.ts'

const PREDICTIONS = 40
/** The first so many are liked, the next so many are not, and of the rest nobody says anything. */
const LIKED = 10
const DISLIKED = 10
const QUEUE: ReviewQueueInput = {
  name: 'Refunds',
  task: 'support.reply',
  rules: [
    { reason: 'thumbs_down', share: 1 },
    { reason: 'random', share: 0.5 },
  ],
  since: '2026-01-01T00:00:00Z',
  reviewersPerItem: 2,
  overlapShare: 0,
}

const folder = mkdtempSync(join(tmpdir(), 'trimtab-reviews-'))
let collector: Serving
let queue = ''

beforeAll(async () => {
  collector = await collectorOn(folder)
})
afterAll(async () => {
  await collector.stop()
  rmSync(folder, { recursive: true })
})

async function ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
  const sent = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  const answer = await fetch(`${collector.url}${path}`, { method, ...(body === undefined ? {} : sent) })
  expect(answer.status, `${method} ${path}`).toBeLessThan(300)
  return (await answer.json()) as Answer
}

async function killAndStart(): Promise<void> {
  await collector.stop('SIGKILL')
  collector = await collectorOn(folder)
}

const progress = async () => (await ask<ReviewQueueWithProgress>('GET', `/api/review-queues/${queue}`)).progress
const itemsOf = async () => (await ask<ReviewItemPage>('GET', `/api/review-queues/${queue}/items?limit=200`)).items
const next = async (reviewer: string) =>
  (await ask<NextReview>('GET', `/api/reviews/next?queue=${queue}&reviewer=${reviewer}`)).item

/** Every third answer is wrong, as everybody who looks can see. */
const decisionOn = ({ prediction }: ReviewItem): ReviewDecision => (numberOf(prediction) % 3 === 0 ? 'bad' : 'good')
const numberOf = ({ output }: Prediction): number => Number(/\d+/.exec(output.text ?? '')?.[0])

const save = (item: ReviewItem, reviewer: string) =>
  ask('POST', `/api/reviews/${item.id}`, { reviewer, decision: decisionOn(item) })

describe('reviews', () => {
  it('begin with an app, and customers who say what they think', async () => {
    const trimtab = createTrimtab({ service: 'shop', url: collector.url })
    const reply = trimtab.monitor('support.reply', async (question: number) => `Answer ${question}.`)
    for (let number = 0; number < PREDICTIONS; number += 1) {
      const { prediction } = await reply.detailed(number)
      if (number < LIKED + DISLIKED)
        trimtab.feedback(prediction.id).thumbs(number < LIKED ? 'up' : 'down', { actor: `customer-${number}` })
    }
    await trimtab.close({ timeoutMs: 3000 })
    expect(trimtab.stats()).toMatchObject({ predictions: { sent: PREDICTIONS }, feedback: { sent: LIKED + DISLIKED } })
  })

  it('are of a queue that fills by itself, also where the collector is killed before it is full', async () => {
    queue = (await ask<ReviewQueueWithProgress>('POST', '/api/review-queues', QUEUE)).id
    await killAndStart()
    await expect.poll(progress, { timeout: 30_000 }).toMatchObject({ considered: PREDICTIONS, phase: 'following' })
    const items = await itemsOf()
    const byReason = Map.groupBy(items, ({ reason }) => reason)
    expect(byReason.get('thumbs_down')).toHaveLength(DISLIKED)
    expect(new Set(items.map(({ prediction }) => prediction)).size).toBe(items.length)
    for (const { reason, inclusionProbability } of items)
      expect(inclusionProbability).toBe(reason === 'thumbs_down' ? 1 : 0.5)
  })

  it('are kept from the moment they are acknowledged, and said once however often they are sent', async () => {
    const [first, second] = await Promise.all([next('Ann'), next('Bo')])
    if (first === null || second === null) throw new Error('nothing to review')
    await save(first, 'Ann')
    const unheard = save(second, 'Bo').catch(() => null)
    await killAndStart()
    await unheard
    expect((await next('Bo'))?.id).not.toBe(first.id === second.id ? null : first.id)
    await save(second, 'Bo')
    for (const [item, reviewer] of [
      [first, 'Ann'],
      [second, 'Bo'],
    ] as const) {
      const { feedback } = await ask<Prediction>('GET', `/api/predictions/${item.prediction.id}`)
      const own = feedback.filter(({ source, actor }) => source === 'reviewer' && actor === reviewer)
      expect(own).toMatchObject([{ kind: 'thumbs', value: decisionOn(item) === 'good' }])
    }
  })

  it('are done when two have looked at each', async () => {
    for (const reviewer of ['Ann', 'Bo']) {
      let item = await next(reviewer)
      while (item !== null) {
        await save(item, reviewer)
        item = await next(reviewer)
      }
    }
    const items = await itemsOf()
    expect(await progress()).toMatchObject({ open: 0, leased: 0, done: items.length })
    for (const { reviews } of items) expect(reviews.map(({ reviewer }) => reviewer).toSorted()).toEqual(['Ann', 'Bo'])
  })

  it('say how good all of them are, each item for as many as it stands for', async () => {
    const items = await itemsOf()
    const weight = (of: typeof items) => of.reduce((sum, item) => sum + 1 / (item.inclusionProbability ?? 1), 0)
    const good = items.filter(({ reviews }) => reviews[0]?.decision === 'good')
    const report = await ask<ReviewReport>('GET', `/api/review-queues/${queue}/report`)
    expect(report).toMatchObject({ reviews: items.length * 2, isWhole: true })
    expect(report.good?.value).toBeCloseTo(weight(good) / weight(items), 10)
    expect(report.strata.find(({ reason }) => reason === 'thumbs_down')).toMatchObject({
      population: DISLIKED,
      picked: DISLIKED,
      reviewed: DISLIKED,
    })
    expect(report.agreement[0]).toMatchObject({ field: 'decision', items: items.length, observed: 1 })
    expect(report.pairs).toMatchObject([{ reviewers: ['Ann', 'Bo'], items: items.length, observed: 1 }])
    const csv = await (await fetch(`${collector.url}/api/review-queues/${queue}/export`)).text()
    expect(csv.trimEnd().split('\n')).toHaveLength(1 + items.length * 2)
  })

  it('stand beside what customers say, and neither is mixed into the other', async () => {
    const items = await itemsOf()
    const quality = () => ask<Quality>('GET', '/api/quality?task=support.reply')
    await expect.poll(quality, { timeout: 30_000 }).toMatchObject({
      total: {
        predictions: PREDICTIONS,
        response: { good: LIKED + DISLIKED, count: PREDICTIONS },
        users: { good: LIKED, count: LIKED + DISLIKED },
        reviewers: {
          good: items.filter(({ reviews }) => reviews[0]?.decision === 'good').length,
          count: items.length,
        },
      },
    })
    expect((await quality()).warnings.map(({ code }) => code)).toContain('reviews_not_random')
  })
})
