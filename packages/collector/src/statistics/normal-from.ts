// A draw from the normal of mean 0 and variance 1, out of two even ones.

/**
 * Of two even draws u and v from [0, 1):
 *
 *   √(−2 ln(1 − u)) · cos(2πv)
 *
 * Exact but for the draws themselves: with u of 32 bits nothing lies beyond 6.7. Always two draws, so that one seed says the
 * same again. G. Box and M. Muller, "A note on the generation of random normal deviates", Annals of Mathematical Statistics 29
 * (1958).
 */
export function normalFrom(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
