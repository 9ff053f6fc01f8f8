import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { makeReview } from '../fixtures/reviewed.ts'
import { backlogWarnings } from './backlog-warnings.ts'
import { goodRate, strataReport } from './rates.ts'
import { reviewedItems } from './reviewed-items.ts'

/** Of so many that were picked, those of which it is known whether they are good are reviewed, in the order in which they came. */
function warningsOf(picked: number, good: readonly boolean[]): string[] {
  const items = reviewedItems(
    good.map((isGood, number) =>
      makeReview(number, {
        decision: isGood ? 'good' : 'bad',
        facts: { addedAt: new Date(Date.UTC(2026, 10, 21) + number * 60_000).toISOString() },
      }),
    ),
  )
  const strata = [{ reason: 'random', picked, population: picked * 10 } as const]
  return backlogWarnings({ items, good: goodRate(items, strata), strata: strataReport(items, strata) })
}

const alike = Array.from({ length: 40 }, (_, number) => number % 4 > 0)
const worse = Array.from({ length: 40 }, (_, number) => number < 20 || number % 2 > 0)

it('a queue of which less than half is reviewed is warned of', () => {
  expect(warningsOf(80, alike)).toEqual([])
  expect(warningsOf(81, alike)).toEqual([
    'Only 40 of the 81 predictions that rules picked are reviewed, and speak for the others. Where traffic grows meanwhile, ' +
      'what came early counts too much, and where quality changes too the rate is that of another time. Pick fewer, or ' +
      'review more.',
  ])
})

it('where what came later is judged otherwise more has to be reviewed', () => {
  expect(warningsOf(44, worse)).toEqual([])
  expect(warningsOf(45, worse)).toEqual([
    'Only 40 of the 45 predictions that rules picked are reviewed, and speak for the others. Of those that came first 100% ' +
      'are good and of those that came later 50%: where traffic changed meanwhile too, the rate leans to the quieter ' +
      'time. Pick fewer, or review more.',
  ])
})

it('without a rate there is nothing to warn of', () => {
  expect(warningsOf(80, [])).toEqual([])
})

/** A queue that takes in more each day than is reviewed, of answers that grow worse: off by how much, and warned of. */
function growingQueue(random: () => number, { reviewsADay, goodAtLast }: { reviewsADay: number; goodAtLast: number }) {
  const [open, done]: { at: number; position: number; isGood: boolean }[][] = [[], []]
  let [all, allGood, picked] = [0, 0, 0]
  for (let day = 0; day < 20; day += 1) {
    const predictions = 500 + 2000 * (day / 19)
    for (let number = 0; number < predictions; number += 1) {
      const isGood = random() < 0.9 + (goodAtLast - 0.9) * (day / 19)
      all += 1
      allGood += Number(isGood)
      const position = random()
      if (position >= 0.05) continue
      picked += 1
      open?.push({ at: all, position, isGood })
    }
    open?.sort((left, right) => left.position - right.position)
    done?.push(...(open?.splice(0, reviewsADay) ?? []))
  }
  const inOrder = (done ?? []).toSorted((left, right) => left.at - right.at).map(({ isGood }) => isGood)
  const rate = inOrder.filter(Boolean).length / inOrder.length
  return { off: rate - allGood / all, isWarned: warningsOf(picked, inOrder).length > 0 }
}

it('where a queue that grows and grows worse is off, it is said, though half of it is reviewed', () => {
  const random = createRandom(3)
  const queues = Array.from({ length: 10 }, () => growingQueue(random, { reviewsADay: 40, goodAtLast: 0.6 }))
  expect(queues.reduce((sum, { off }) => sum + off / queues.length, 0)).toBeGreaterThan(0.02)
  expect(queues.every(({ isWarned }) => isWarned)).toBe(true)
})

it('where it grows and stays as good, it is not off, and mostly nothing is said', () => {
  const random = createRandom(4)
  const queues = Array.from({ length: 10 }, () => growingQueue(random, { reviewsADay: 45, goodAtLast: 0.9 }))
  expect(Math.abs(queues.reduce((sum, { off }) => sum + off / queues.length, 0))).toBeLessThan(0.01)
  expect(queues.filter(({ isWarned }) => isWarned).length).toBeLessThanOrEqual(2)
})
