import type { ReviewItemFacts, ReviewRule } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeFacts } from '../../fixtures/predictions.ts'
import { idOf, openReviewing, type Reviewing } from '../fixtures/reviewing.ts'
import { chancesOf } from './chance.ts'

const RULES: ReviewRule[] = [
  { reason: 'thumbs_down', share: 0.9 },
  { reason: 'low_confidence', below: 0.6, share: 0.4 },
  { reason: 'random', share: 0.1 },
]

/** Every fifth is one of which the model was not sure, every eighth one of which somebody is not content. */
const isUnsure = (number: number): boolean => number % 5 === 0
const isDown = (number: number): boolean => number % 8 === 0
const shareOf = (number: number): number => (isDown(number) ? 0.9 : isUnsure(number) ? 0.4 : 0.1)

function predict({ predict: store }: Reviewing, numbers: readonly number[]): Promise<void[]> {
  const output = (number: number) => ({
    ...makeFacts(number).output,
    probabilities: { a: isUnsure(number) ? 0.5 : 0.9 },
  })
  return Promise.all(numbers.map((number) => store([number], { output: output(number) })))
}

const complain = ({ say }: Reviewing, numbers: readonly number[]) =>
  say(numbers.filter(isDown).map((number) => ({ id: `down-${number}`, prediction: idOf(number), value: false })))

const byPrediction = (left: { prediction: string }, right: { prediction: string }) =>
  left.prediction < right.prediction ? -1 : 1

describe('what is picked', () => {
  const MANY = 60
  const all = Array.from({ length: MANY }, (_, number) => number)
  const anyOrder = fc.shuffledSubarray(all, { minLength: MANY, maxLength: MANY })

  /** As the number of each alone decides. */
  const expected = all.flatMap((number) => {
    const { pick } = chancesOf('q-1', idOf(number))
    const share = shareOf(number)
    return pick < share ? [{ prediction: idOf(number), probability: share }] : []
  })

  it('is the same in whatever order things come, however often the filler starts anew, and whoever else fills', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrder,
        anyOrder,
        fc.array(fc.nat(3), { minLength: 6, maxLength: 6 }),
        async (came, said, pauses) => {
          const reviewing = openReviewing()
          try {
            await reviewing.makeQueue({ rules: RULES })
            let filler = reviewing.startFiller()
            for (const [turn, pause] of pauses.entries()) {
              await predict(reviewing, came.slice(turn * 10, turn * 10 + 10))
              await complain(reviewing, said.slice(turn * 10, turn * 10 + 10))
              // One that broke off, one that goes on, and one beside it that looks at the same.
              if (pause === 1) filler = reviewing.startFiller()
              if (pause > 1) await reviewing.fill(filler)
              if (pause > 2) await reviewing.startFiller().step(0)
            }
            await reviewing.fill()
            const items = await reviewing.items()
            const picked = items.map(({ prediction, inclusionProbability }) => ({
              prediction,
              probability: inclusionProbability,
            }))
            expect(picked.toSorted(byPrediction)).toEqual(expected.toSorted(byPrediction))
          } finally {
            reviewing.store.close()
          }
        },
      ),
      { numRuns: 6 },
    )
  })
})

describe('a mark that moved past other tasks', () => {
  it('is stored now and then, and not each time', async () => {
    const reviewing = openReviewing()
    await reviewing.makeQueue()
    const filler = reviewing.startFiller()
    const keptAfter = async (number: number, ms: number) => {
      reviewing.now.ms += ms
      await reviewing.predict([number], { task: 'other' })
      await reviewing.fill(filler)
      return (await reviewing.store.state.filling('q-1'))?.step
    }
    const steps = [await keptAfter(1, 1_000), await keptAfter(2, 1_000), await keptAfter(3, 60_000)]
    expect([...steps, await keptAfter(4, 1_000)]).toEqual([0, 0, 1, 1])
    // Whoever begins anew is told of the last alone.
    const { filling } = (await reviewing.store.state.filling('q-1')) ?? {}
    expect(filling?.mark).toContain('"prediction":3')
    reviewing.store.close()
  })
})

describe('a rate from reviews', () => {
  const MANY = 1_000
  const QUEUES = 8
  const all = Array.from({ length: MANY }, (_, number) => number)
  /** Who complains is mostly right, and so is who is not sure. */
  const isGood = (number: number): boolean =>
    (number * 7_919) % 100 < (isDown(number) ? 20 : isUnsure(number) ? 60 : 95)
  const truth = all.filter(isGood).length / MANY
  const numberOf = new Map(all.map((number) => [idOf(number), number]))
  const goodOf = ({ prediction }: ReviewItemFacts): number => Number(isGood(numberOf.get(prediction) ?? 0))

  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const naive = (items: readonly ReviewItemFacts[]): number => mean(items.map(goodOf))
  /** Hájek's, where what of a reason was not reviewed yet is stood for by what was. */
  const weighted = (items: readonly ReviewItemFacts[], reviewed: readonly ReviewItemFacts[]): number => {
    const weigh = (of: readonly ReviewItemFacts[], reason: string): number =>
      of.reduce((sum, item) => sum + (item.reason === reason ? 1 / (item.inclusionProbability ?? 1) : 0), 0)
    const weights = reviewed.map(({ reason, inclusionProbability }) => {
      return weigh(items, reason) / weigh(reviewed, reason) / (inclusionProbability ?? 1)
    })
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    return reviewed.reduce((sum, item, index) => sum + (goodOf(item) * (weights[index] ?? 0)) / total, 0)
  }

  it('that are weighted by how likely each was is right, and that of reviews as they are is not; halfway through too', async () => {
    const reviewing = openReviewing()
    const queues = Array.from({ length: QUEUES }, (_, number) => `queue-${number}`)
    for (const queue of queues) await reviewing.makeQueue({ rules: RULES }, queue)
    const filler = reviewing.startFiller()
    await predict(reviewing, all)
    await complain(reviewing, all.slice(0, 500))
    await reviewing.fill(filler)
    await complain(reviewing, all.slice(500))
    await reviewing.fill(filler)
    const found = await Promise.all(
      queues.map(async (queue) => {
        const items = await reviewing.items(queue)
        const position = (item: ReviewItemFacts) =>
          chancesOf(queue, item.prediction).pick / (item.inclusionProbability ?? 1)
        const half = items.toSorted((left, right) => position(left) - position(right)).slice(0, items.length / 2)
        return { all: weighted(items, items), half: weighted(items, half), naive: naive(items) }
      }),
    )
    reviewing.store.close()
    const off = (which: 'all' | 'half' | 'naive') => Math.abs(mean(found.map((each) => each[which])) - truth)
    expect(off('naive')).toBeGreaterThan(0.15)
    expect(off('all')).toBeLessThan(0.02)
    expect(off('half')).toBeLessThan(0.03)
  })
})
