import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawCells } from '../../statistics/fixtures/noisy-windows.ts'
import { createRandom } from '../../statistics/random.ts'
import { studentQuantile } from '../../statistics/student-quantile.ts'
import { type Cluster, clusteringOf } from './clustering.ts'

const SHARES = [0.4, 0.3, 0.2, 0.1]
const SCORES = [0, 1, 2, 3]

function drawn(seed: number, clusters: number, rows: number, tilt: (cluster: number) => number = () => 0): Cluster[] {
  const random = createRandom(seed)
  return Array.from({ length: clusters }, (_, cluster) => ({
    slot: cluster % 7,
    counts: drawCells(
      SHARES.map((share, group) => share * Math.exp(tilt(cluster) * group)),
      rows,
      random,
    ),
  }))
}

it('rows that are drawn by themselves count as one each, nearly', () => {
  const { dependence, alike } = clusteringOf(drawn(1, 56, 300), SCORES)
  expect(dependence).toBeLessThan(1.5)
  expect(alike).toBeLessThan(0.002)
})

it('rows that come in tens of the same count as one in ten', () => {
  const tens = drawn(2, 200, 30).map(({ slot, counts }) => ({ slot, counts: counts.map((count) => 10 * count) }))
  const { dependence, alike } = clusteringOf(tens, SCORES)
  expect(dependence).toBeGreaterThan(8)
  expect(dependence).toBeLessThan(14)
  expect(alike).toBeCloseTo((dependence - 1) / 299, 9)
})

it('what repeats by the slot is expected where there are enough of each, and chance where there are not', () => {
  const weekly = (cluster: number): number => (cluster % 7) / 7
  expect(clusteringOf(drawn(3, 56, 300, weekly), SCORES).dependence).toBeLessThan(1.5)
  expect(clusteringOf(drawn(3, 10, 300, weekly), SCORES).dependence).toBeGreaterThan(10)
})

it('a move of all rows in one direction is seen as it is, not thinned over all directions', () => {
  const moved = drawn(4, 56, 300, (cluster) => (Math.floor(cluster / 7) % 2 === 0 ? 0 : 0.3))
  const { dependence } = clusteringOf(moved, SCORES)
  // Two kinds of days of 300 rows whose mean scores are 0.3 of their variance apart, and a half of that from the middle.
  expect(dependence).toBeGreaterThan(5)
  // Without scores the direction itself is found.
  expect(clusteringOf(moved, []).dependence / dependence).toBeCloseTo(1, 0)
})

it('what is seen on few clusters is taken for more by the square of what Student’s t is beyond the normal quantile', () => {
  const inTurn = (clusters: number): Cluster[] =>
    Array.from({ length: clusters }, (_, cluster) => ({ slot: 0, counts: cluster % 2 === 0 ? [26, 10] : [10, 26] }))
  // Each count is 8 beside 18: X² is 64 / 18 · 2 of each cluster.
  const seen = (clusters: number): number => ((64 / 18) * 2 * clusters) / (clusters - 1)
  for (const clusters of [6, 10, 40]) {
    const few = (studentQuantile(clusters - 1) / 1.959964) ** 2
    expect(clusteringOf(inTurn(clusters), []).dependence).toBeCloseTo(1 + (seen(clusters) - 1) * few, 4)
  }
  expect(clusteringOf(inTurn(6), []).dependence - 1).toBeGreaterThan(1.5 * (seen(6) - 1))
})

it('of fewer than five clusters nothing is known, and of rows that are all alike neither', () => {
  const one = { dependence: 1, alike: 0 }
  expect(
    clusteringOf(
      drawn(5, 4, 300, (cluster) => cluster),
      SCORES,
    ),
  ).toEqual(one)
  expect(clusteringOf([], SCORES)).toEqual(one)
  const alike = Array.from({ length: 9 }, () => ({ slot: 0, counts: [7, 0] }))
  expect(clusteringOf(alike, SCORES)).toEqual(one)
})

it('whatever the counts, dependence is at least one and finite, and alike is from 0 to 1', () => {
  const counts = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 8 })
  const clusters = fc.array(fc.record({ slot: fc.nat({ max: 6 }), counts }), { maxLength: 40 })
  fc.assert(
    fc.property(clusters, (some) => {
      const { dependence, alike } = clusteringOf(some, SCORES)
      expect(dependence).toBeGreaterThanOrEqual(1)
      expect(Number.isFinite(dependence)).toBe(true)
      expect(alike >= 0 && alike <= 1).toBe(true)
    }),
  )
})
