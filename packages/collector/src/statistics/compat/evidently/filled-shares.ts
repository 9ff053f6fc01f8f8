// How evidently fills empty bins, for its PSI and its divergence of Kullback and Leibler.

import { relativeEntropy } from '../../divergences/entropy.ts'
import { stabilityOfShares } from '../../divergences/population-stability-index.ts'
import { sharesOf } from '../../divergences/shares-of.ts'

/** An empty bin is this share, unless a bin is as rare: then a millionth of the rarest. */
const FILLING = 1e-4

/**
 * The index over shares filled so, which add up to a little more than one. Two windows with a rare category are told apart by the
 * filling: that is what is wrong with it. Golden: `evidently:psi`.
 */
export function evidentlyStability(reference: readonly number[], current: readonly number[]): number {
  return stabilityOfShares(filledShares(reference), filledShares(current))
}

/** KL(reference‖current) in nats, over shares filled so and made to add up to one. Golden: `evidently:kl_div`. */
export function evidentlyRelativeEntropy(reference: readonly number[], current: readonly number[]): number {
  return relativeEntropy(filledShares(reference), filledShares(current))
}

function filledShares(counts: readonly number[]): number[] {
  const shares = sharesOf(counts)
  const rarest = shares.reduce((least, share) => (share > 0 ? Math.min(least, share) : least), Infinity)
  const filling = rarest <= FILLING ? rarest / 1e6 : FILLING
  return shares.map((share) => (share === 0 ? filling : share))
}
