// Whether two samples are of one distribution, by the waves they make: also where values are whole numbers or ties are many.

import { chiSquaredAbove } from '../distributions/chi-squared.ts'
import { symmetricEigenvectors } from '../symmetric-eigenvectors.ts'
import { type PooledCount, sizesOf } from './pooled-counts.ts'
import { type Tested, UNKNOWN } from './tested.ts'

/** The waves looked at, in half interquartile ranges; as Epps and Singleton advise. */
const FREQUENCIES = [0.4, 0.8]

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
  const waves = cells.map(({ at }) => {
    const places = FREQUENCIES.map((frequency) => (frequency / half) * at)
    return [...places.map(Math.cos), ...places.map(Math.sin)]
  })
  const shares = (side: 'reference' | 'current', rows: number): number[] => cells.map((cell) => cell[side] / rows)
  const reference = momentsOfWaves(waves, shares('reference', n))
  const current = momentsOfWaves(waves, shares('current', m))
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

function momentsOfWaves(
  waves: readonly (readonly number[])[],
  shares: readonly number[],
): { means: number[]; covariances: number[][] } {
  const size = 2 * FREQUENCIES.length
  const indices = Array.from({ length: size }, (_, index) => index)
  const mean = (of: (wave: readonly number[]) => number): number =>
    waves.reduce((sum, wave, index) => sum + (shares[index] ?? NaN) * of(wave), 0)
  const means = indices.map((i) => mean((wave) => wave[i] ?? NaN))
  const apart = (wave: readonly number[], i: number): number => (wave[i] ?? NaN) - (means[i] ?? NaN)
  return { means, covariances: indices.map((i) => indices.map((j) => mean((wave) => apart(wave, i) * apart(wave, j)))) }
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
