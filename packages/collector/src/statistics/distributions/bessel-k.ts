// The modified Bessel function of the second kind, which the law of Cramér and von Mises is made of.

/** So close are the places at which the curve is summed, where it is widest: few are needed and no digit is missing. */
const STEP = 0.2

/**
 * K with order `order` at `x`, times eˣ so that it does not vanish for large x. By the integral
 *
 *   eˣ K(x) = ∫ e^(−x (cosh t − 1)) cosh(order · t) dt,     t from 0 on
 *
 * summed at equal steps, half at 0. Of a curve as smooth as this one, which ends in nothing, the plain sum is off by no more
 * than e^(−π²/step) (L. N. Trefethen and J. A. C. Weideman, SIAM Review 56, 2014). Source: DLMF 10.32.9; `scipy:kve`.
 */
export function scaledBesselK(order: number, x: number): number {
  const step = STEP / Math.sqrt(1 + x)
  let sum = 0.5
  for (let t = step; ; t += step) {
    const term = Math.exp(-x * (Math.cosh(t) - 1)) * Math.cosh(order * t)
    sum += term
    if (term < sum * 1e-18) return step * sum
  }
}
