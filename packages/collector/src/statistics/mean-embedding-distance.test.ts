import { expect, it } from 'vitest'
import { drawCells, tryWindows } from './fixtures/noisy-windows.ts'
import { type MeanEmbedding, meanEmbeddingDistance } from './mean-embedding-distance.ts'
import { normalFrom } from './normal-from.ts'
import { createRandom } from './random.ts'

const FEATURES = 32
const positions = Array.from({ length: 81 }, (_, index) => index / 10 - 4)
const features = makeFeatures()

/** Random Fourier features of each position: cosine and sine of chance frequencies, of length 1 together. */
function makeFeatures(): number[][] {
  const random = createRandom(7)
  const frequencies = Array.from({ length: FEATURES / 2 }, () => normalFrom(random))
  return positions.map((at) =>
    frequencies
      .flatMap((frequency) => [Math.cos(frequency * at), Math.sin(frequency * at)])
      .map((value) => value / Math.sqrt(FEATURES / 2)),
  )
}

function bell(middle: number): number[] {
  return positions.map((at) => Math.exp(-((at - middle) ** 2) / 2))
}

function embed(counts: readonly number[]): MeanEmbedding {
  const count = counts.reduce((sum, of) => sum + of, 0)
  const mean = Array.from({ length: FEATURES }, (_, feature) => {
    return counts.reduce((sum, of, cell) => sum + of * (features[cell]?.[feature] ?? 0), 0) / count
  })
  return { mean, squaredLength: 1, count }
}

const cases = [30, 200, 2000].flatMap((rows) => [0, 0.1, 0.5].map((moved) => ({ rows, moved })))

it.each(cases)('of $rows rows moved by $moved the interval holds', ({ rows, moved }) => {
  const truth = meanEmbeddingDistance(embed(bell(0)), embed(bell(moved))).observed
  const { held, claimed } = tryWindows(100, rows + moved * 100, truth, (random) =>
    meanEmbeddingDistance(embed(drawCells(bell(0), 500, random)), embed(drawCells(bell(moved), rows, random))),
  )
  expect(held).toBeGreaterThanOrEqual(0.95)
  expect(moved > 0 || claimed <= 0.05).toBe(true)
  expect(moved < 0.5 || rows < 2000 || claimed === 1).toBe(true)
})

it('features that are all alike have no noise, and what differs between them is certain', () => {
  const here = { mean: [0.6, 0.8], squaredLength: 1, count: 5 }
  const there = { mean: [0.8, 0.6], squaredLength: 1, count: 9 }
  const { observed, noise } = meanEmbeddingDistance(here, there)
  expect(observed).toBeCloseTo(Math.sqrt(0.08), 12)
  expect(noise).toBeCloseTo(0, 7)
})

it('the noise of either side falls with the root of its count', () => {
  const here = { mean: [0.5], squaredLength: 0.5, count: 25 }
  const there = { mean: [0.1], squaredLength: 0.26, count: 25 }
  expect(meanEmbeddingDistance(here, there).noise).toBeCloseTo(Math.sqrt(0.01 + 0.01), 12)
  expect(meanEmbeddingDistance(here, { ...there, count: 100 }).noise).toBeCloseTo(Math.sqrt(0.01 + 0.0025), 12)
})

it('of no rows nothing is known', () => {
  const none = { mean: [NaN], squaredLength: NaN, count: 0 }
  expect(meanEmbeddingDistance(none, none).observed).toBeNaN()
})
