// Whether two samples are of one distribution, by the waves they make: also where values are whole numbers or ties are many.

import { chiSquaredAbove } from '../distributions/chi-squared.ts'
import { symmetricEigenvectors } from '../symmetric-eigenvectors.ts'
import { type PooledCount, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** The waves looked at, in half interquartile ranges; as Epps and Singleton advise. */
const FREQUENCIES = { slow: 0.4, quick: 0.8 }
const WAVES = 4

/** Fewer rows than these on a side have no answer; with fewer than those on both the statistic is made smaller. */
const LEAST_ROWS = 5
const SMALL_ROWS = 25

/** Directions in which nothing varies but by rounding. */
const NO_VARIATION = 1e-15

/**
 * The test of Epps and Singleton: compares the mean of g(x) = (cos t₁x/σ, cos t₂x/σ, sin t₁x/σ, sin t₂x/σ), which is the
 * characteristic function at two places, with σ half the interquartile range of both samples together:
 *
 *   W = N d′ S⁻¹ d,     d = ḡ(reference) − ḡ(current),  S = N/n cov(reference) + N/m cov(current)
 *
 * χ² with as many degrees of freedom as S has directions in which anything varies. It takes ties as they are, where
 * Kolmogorov-Smirnov becomes too cautious. Not valid for rows that hang together. NaN with fewer than five rows a side, or
 * where half of all rows are alike. Where either side is one value and the other another it is endless; scipy's is some number
 * of 33 digits there, which is one divided by the rounding of its means.
 * T. W. Epps and K. J. Singleton (1986); S. J. Goerg and J. Kaiser, Stata Journal 9 (2009). Source: `scipy:epps_singleton_2samp`.
 */
export function eppsSingleton(cells: readonly PooledCount[]): Tested {
  const { reference: n, current: m } = sizesOf(cells)
  if (Math.min(n, m) < LEAST_ROWS) return UNKNOWN
  const half = (pooledQuantile(cells, 0.75) - pooledQuantile(cells, 0.25)) / 2
  if (half === 0) return UNKNOWN
  const all = n + m
  const reference = momentsOfWaves(cells, 'reference', half)
  const current = momentsOfWaves(cells, 'current', half)
  const difference = reference.means.map((mean, index) => mean - (current.means[index] ?? NaN))
  const covariances = reference.covariances.map((row, i) =>
    row.map((value, j) => (all / n) * value + (all / m) * (current.covariances[i]?.[j] ?? NaN)),
  )
  const { length, directions } = lengthInErrors(difference, covariances)
  if (directions === 0) return { statistic: Infinity, pValue: 0 }
  const isSmall = Math.max(n, m) < SMALL_ROWS
  const statistic = (isSmall ? smallSampleFactor(n, m) : 1) * all * length
  return { statistic, pValue: chiSquaredAbove(statistic, directions) }
}

function smallSampleFactor(n: number, m: number): number {
  return 1 / (1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7))
}

/** First the means, then what lies beside them. Waves are made twice rather than kept. */
function momentsOfWaves(
  cells: readonly PooledCount[],
  side: 'reference' | 'current',
  half: number,
): { means: number[]; covariances: number[][] } {
  const means = Array<number>(WAVES).fill(0)
  const covariances = means.map(() => Array<number>(WAVES).fill(0))
  const rows = cells.reduce((sum, cell) => sum + cell[side], 0)
  for (const cell of cells) {
    const wave = waveAt(cell.at / half)
    for (let i = 0; i < WAVES; i += 1) means[i] = (means[i] ?? NaN) + (cell[side] / rows) * (wave[i] ?? NaN)
  }
  for (const cell of cells) {
    const apart = waveAt(cell.at / half).map((value, i) => value - (means[i] ?? NaN))
    for (const [i, row] of covariances.entries()) {
      const share = (cell[side] / rows) * (apart[i] ?? NaN)
      for (let j = 0; j < WAVES; j += 1) row[j] = (row[j] ?? NaN) + share * (apart[j] ?? NaN)
    }
  }
  return { means, covariances }
}

function waveAt(place: number): number[] {
  const [slow, quick] = [FREQUENCIES.slow * place, FREQUENCIES.quick * place]
  return [Math.cos(slow), Math.cos(quick), Math.sin(slow), Math.sin(quick)]
}

/** d′ S⁻¹ d along the directions in which S varies, and how many these are. */
function lengthInErrors(
  difference: readonly number[],
  covariances: readonly (readonly number[])[],
): { length: number; directions: number } {
  const pairs = symmetricEigenvectors(covariances)
  const largest = Math.max(...pairs.map(({ value }) => Math.abs(value)))
  const varying = pairs.filter(({ value }) => Math.abs(value) > NO_VARIATION * largest)
  const lengths = varying.map(({ value, vector }) => {
    const along = vector.reduce((sum, entry, index) => sum + entry * (difference[index] ?? NaN), 0)
    return along ** 2 / value
  })
  return { length: lengths.reduce((sum, length) => sum + length, 0), directions: varying.length }
}

/** Of the rows of both samples, between the two next to the place in proportion. */
function pooledQuantile(cells: readonly PooledCount[], share: number): number {
  const { reference, current } = sizesOf(cells)
  const place = (reference + current - 1) * share
  const [before, after] = [rowAt(cells, Math.floor(place)), rowAt(cells, Math.ceil(place))]
  return before + (after - before) * (place - Math.floor(place))
}

function rowAt(cells: readonly PooledCount[], index: number): number {
  let seen = 0
  for (const { at, reference, current } of cells) {
    seen += reference + current
    if (seen > index) return at
  }
  return NaN
}
