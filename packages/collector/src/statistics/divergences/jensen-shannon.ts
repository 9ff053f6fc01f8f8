// The distance of Jensen and Shannon: how well it can be told from which of two distributions a category came.

import { sharesOf } from './shares-of.ts'

/** In bits it is at most 1; in nats, at most √(ln 2), or .83. */
export type LogarithmBase = 'bits' | 'nats'

/** Nearer than this, relative to their mean, logarithms cancel and a series says more. */
const NEAR = 0.05

/**
 * Of counts or shares of the same categories. With m = (p + q) / 2:
 *
 *   D = √( ½ Σ p · log(p / m) + ½ Σ q · log(q / m) )
 *
 * A metric; the same both ways, and finite also where the two have nothing in common. The root is what scipy, evidently and
 * nannyml call by the name: its square is the divergence. Two samples of one distribution are apart as well, squared by
 * (B − 1)(1/n + 1/m) / 8 nats on average of B categories, n and m rows: a fixed threshold alarms on small windows.
 *
 * Each category is summed as m · Σ d²ᵏ / (k(2k − 1)) of d = (p − q) / (p + q), which is the same, where d is small.
 * D. Endres and J. Schindelin, "A new metric for probability distributions", IEEE Trans. Inf. Theory 49 (2003). Golden:
 * `scipy:jensenshannon[…]`.
 */
export function jensenShannonDistance(
  reference: readonly number[],
  current: readonly number[],
  base: LogarithmBase = 'bits',
): number {
  const divergence = jensenShannonTerms(reference, current).reduce((sum, term) => sum + term, 0)
  return Math.sqrt(base === 'bits' ? divergence / Math.LN2 : divergence)
}

/** What each category adds to the divergence, in nats: never less than nothing, and nothing where its two shares are the same. */
export function jensenShannonTerms(reference: readonly number[], current: readonly number[]): number[] {
  const now = sharesOf(current)
  return sharesOf(reference).map((p, index) => {
    const both = p + (now[index] ?? 0)
    return both === 0 ? 0 : (both / 4) * unevenness((p - (now[index] ?? 0)) / both)
  })
}

/** (1 + d) ln(1 + d) + (1 − d) ln(1 − d), which is never below 0. */
function unevenness(d: number): number {
  const square = d * d
  if (square < NEAR ** 2)
    return square * (1 + square * (1 / 6 + square * (1 / 15 + square * (1 / 28 + square * (1 / 45 + square / 66)))))
  return timesLogarithm(1 + d) + timesLogarithm(1 - d)
}

function timesLogarithm(x: number): number {
  return x <= 0 ? 0 : x * Math.log(x)
}
