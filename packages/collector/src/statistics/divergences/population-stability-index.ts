// The population stability index: how far the shares of bins have moved, as credit scoring has it.

import { sharesOf } from './shares-of.ts'

/** What an empty bin counts as where nothing better is known: the custom of the trade. */
const PSI_FLOOR = 1e-4

/**
 * Of counts, or shares, of the same bins. With p the share of a bin in the reference and q that in the current window:
 *
 *   PSI = Σ (q − p) · ln(q / p),  where no p or q is taken as less than the floor, and the rest stays as it is
 *
 * Not to be judged against .1 and .2 whatever the size: without any drift it is (B − 1)(1/n + 1/m) on average, of B bins, n
 * and m rows. An empty bin adds ln(q / floor), so that the floor decides. It is Jeffreys' divergence, the sum of both of
 * Kullback and Leibler. B. Yurdakul and J. Naranjo, "Statistical properties of the population stability index", Journal
 * of Risk Model Validation 14 (2020). Golden: `rule:psi[…, floor 1e-4]`.
 */
export function populationStability(
  reference: readonly number[],
  current: readonly number[],
  floor: number = PSI_FLOOR,
): number {
  const atLeast = (share: number): number => Math.max(share, floor)
  return stabilityOfShares(sharesOf(reference).map(atLeast), sharesOf(current).map(atLeast))
}

/** Of shares as they are, of which none is 0: for those who fill what is empty by a rule of their own. */
export function stabilityOfShares(reference: readonly number[], current: readonly number[]): number {
  return reference.reduce((sum, p, bin) => {
    const q = current[bin] ?? 0
    return sum + (q - p) * Math.log(q / p)
  }, 0)
}

/**
 * The same, of counts c of B bins where each bin is taken to hold half a row more: p = (c + ½) / (n + B/2). Nothing is ever
 * empty, and no floor decides. This is the one for decisions; not for shares, of which no half row is known.
 *
 * Golden: `rule:psi[…, add-0.5 smoothing]`.
 */
export function smoothedPopulationStability(reference: readonly number[], current: readonly number[]): number {
  const halfMore = (count: number): number => count + 0.5
  return stabilityOfShares(sharesOf(reference.map(halfMore)), sharesOf(current.map(halfMore)))
}
