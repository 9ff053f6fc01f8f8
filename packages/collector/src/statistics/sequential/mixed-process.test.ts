import { describe, expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { bernoulliBets, boundedBets } from './e-detector-bets.ts'
import { mixedProcess, type ProcessKind } from './mixed-process.ts'

const changes = { alpha: 0.02, mean: 0.2, smallest: 0.1, largest: 0.5 }

function bounded(bits: readonly number[], kind: ProcessKind): number[] {
  const { stakes, weights } = boundedBets(changes)
  return mixedProcess(bits, {
    kind,
    weights,
    growthOf: (value) => stakes.map((stake) => Math.log1p(stake * (value / changes.mean - 1))),
  })
}

describe('bets between a small and a large change', () => {
  it.each([
    ['values between 0 and 1', boundedBets],
    ['zeros and ones', bernoulliBets],
  ])('of %s go from bold to cautious, and are weighed as one', (_, betsOf) => {
    const { stakes, weights } = betsOf(changes)
    expect(stakes).toEqual(stakes.toSorted((one, other) => other - one))
    expect(stakes).toHaveLength(weights.length)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    expect(Math.min(...stakes, ...weights)).toBeGreaterThan(0)
  })

  it('are one bet where only one change is looked for', () => {
    const { stakes, weights } = bernoulliBets({ ...changes, largest: changes.smallest })
    expect([stakes.length, weights]).toEqual([1, [1]])
  })
})

describe('a mixture of bets', () => {
  const runs = (kind: ProcessKind): number[] => {
    const random = createRandom(4)
    return Array.from({ length: 40 }, () => {
      const bits = Array.from({ length: 250 }, () => (random() < changes.mean ? 1 : 0))
      const alarm = bounded(bits, kind).findIndex((log) => log > -Math.log(changes.alpha))
      return alarm === -1 ? Infinity : alarm + 1
    })
  }

  it('hardly ever alarms on nothing as a test', () => {
    expect(runs('test').filter(Number.isFinite).length / 40).toBeLessThanOrEqual(0.05)
  })

  it.each(['shiryaev-roberts', 'cusum'] as const)(
    'is on average as long without an alarm as it promises, as %s',
    (kind) => {
      const lengths = runs(kind).map((length) => Math.min(250, length))
      expect(lengths.reduce((sum, length) => sum + length, 0) / 40).toBeGreaterThan(1 / changes.alpha)
    },
  )

  it('forgets, as a detector, what was before a change, and as a test does not', () => {
    const bits = Array.from({ length: 220 }, (_, at) => (at < 200 ? 0 : 1))
    const [test = 0, sum = 0, best = 0] = (['test', 'shiryaev-roberts', 'cusum'] as const).map(
      (kind) => bounded(bits, kind).at(-1) ?? 0,
    )
    expect(test).toBeLessThan(0)
    expect(best).toBeGreaterThan(10)
    expect(sum).toBeGreaterThan(best)
  })
})
