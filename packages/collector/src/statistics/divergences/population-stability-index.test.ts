import { expect, it } from 'vitest'
import { relativeEntropy } from './entropy.ts'
import { populationStability, smoothedPopulationStability } from './population-stability-index.ts'

it('stability is the sum of both entropies of one by the other where nothing is empty', () => {
  const [p, q] = [
    [10, 20, 70],
    [30, 30, 40],
  ] as const
  expect(populationStability(p, q)).toBeCloseTo(relativeEntropy(p, q) + relativeEntropy(q, p), 12)
})

it('an empty bin counts as the floor says, or as half a row where it is smoothed', () => {
  const emptied = populationStability([50, 50], [100, 0])
  expect(emptied).toBeCloseTo(0.5 * Math.log(2) + (1e-4 - 0.5) * Math.log(2e-4), 12)
  expect(populationStability([50, 50], [100, 0], 0.01)).toBeLessThan(emptied)
  const [p, q] = [100.5 / 101, 0.5 / 101]
  expect(smoothedPopulationStability([50, 50], [100, 0])).toBeCloseTo(
    (p - 0.5) * Math.log(p / 0.5) + (q - 0.5) * Math.log(q / 0.5),
    12,
  )
})
