// The normal distribution. Its tails come from erfc itself, since one minus what lies before has no digits left out there.

import erfc from '@stdlib/math-base-special-erfc'
import erfcinv from '@stdlib/math-base-special-erfcinv'

/** The share below `z`. */
export function normalBelow(z: number): number {
  return 0.5 * erfc(-z / Math.SQRT2)
}

/** The share above `z`. */
export function normalAbove(z: number): number {
  return 0.5 * erfc(z / Math.SQRT2)
}

/** Below what this share lies: the inverse of `normalBelow`. */
export function normalQuantile(share: number): number {
  return -Math.SQRT2 * erfcinv(2 * share)
}

/** Above what this share lies, exact also where the share is tiny. */
export function normalUpperQuantile(share: number): number {
  return Math.SQRT2 * erfcinv(2 * share)
}
