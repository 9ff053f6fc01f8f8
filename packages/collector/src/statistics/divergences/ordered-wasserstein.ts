// The distance of Wasserstein between two histograms: how far, on average, a row has to be moved to make one of the other.

import { sharesOf } from './shares-of.ts'

/**
 * Of counts or shares at the same positions x₁ < x₂ < …, such as ratings of 1 to 5. With P and Q the shares up to a position:
 *
 *   W = Σ |P(xᵢ) − Q(xᵢ)| · (xᵢ₊₁ − xᵢ)
 *
 * It knows, as no other divergence does, that 5 stars are nearer to 4 than to 1; so it is of no use for categories without order.
 * In the units of the positions. L. Kantorovich (1942), L. Vaserstein (1969). Golden: `scipy:wasserstein_distance[…]`.
 */
export function orderedWasserstein(
  positions: readonly number[],
  reference: readonly number[],
  current: readonly number[],
): number {
  const [before, now] = [sharesOf(reference), sharesOf(current)]
  let [ahead, moved] = [0, 0]
  for (let index = 0; index + 1 < positions.length; index += 1) {
    ahead += (before[index] ?? 0) - (now[index] ?? 0)
    moved += Math.abs(ahead) * ((positions[index + 1] ?? 0) - (positions[index] ?? 0))
  }
  return moved
}
