// Shannon's entropy, and that of Kullback and Leibler of one distribution by another.

import { sharesOf } from './shares-of.ts'

/**
 * How much is not known of what comes next, in bits: H = −Σ p · log₂ p, of counts or shares.
 *
 * Worked out of a sample it is too low, by about (B − 1) / 2n nats of B categories and n rows. C. E. Shannon, "A mathematical
 * theory of communication", Bell System Technical Journal 27 (1948). Golden: `scipy:entropy[H(p) bits]`.
 */
export function entropyBits(counts: readonly number[]): number {
  return sharesOf(counts).reduce((sum, share) => (share === 0 ? sum : sum - share * Math.log2(share)), 0)
}

/**
 * What is lost, in nats, where p is true and q is believed: KL(p‖q) = Σ p · ln(p / q), of counts or shares. Divided by ln 2
 * it is in bits.
 *
 * Infinite as soon as one category of p is missing in q, so of no use to compare two samples as they are; and not the same
 * both ways. S. Kullback and R. A. Leibler, "On information and sufficiency", Annals of Mathematical Statistics 22 (1951).
 * Golden: `scipy:entropy[KL(p||q) nats]`.
 */
export function relativeEntropy(p: readonly number[], q: readonly number[]): number {
  const believed = sharesOf(q)
  return sharesOf(p).reduce((sum, share, index) => {
    if (share === 0) return sum
    return sum + share * Math.log(share / (believed[index] ?? 0))
  }, 0)
}
