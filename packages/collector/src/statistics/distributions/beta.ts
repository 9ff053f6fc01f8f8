// The beta distribution, and what follows from it: the tails of Student's t and of Fisher's F, and those of a binomial.

import betainc from '@stdlib/math-base-special-betainc'
import betaincinv from '@stdlib/math-base-special-betaincinv'

/** The share of Beta(a, b) below `x`. */
export function betaBelow(x: number, a: number, b: number): number {
  return betainc(x, a, b, true, false)
}

/** The share of Beta(a, b) above `x`. */
export function betaAbove(x: number, a: number, b: number): number {
  return betainc(x, a, b, true, true)
}

/** Below what this share of Beta(a, b) lies. */
export function betaQuantile(share: number, a: number, b: number): number {
  return betaincinv(share, a, b)
}

/** The share of Student's t beyond `t` on both sides. */
export function studentBeyond(t: number, freedom: number): number {
  return t === 0 ? 1 : betainc(freedom / (freedom + t * t), freedom / 2, 0.5, true, false)
}
