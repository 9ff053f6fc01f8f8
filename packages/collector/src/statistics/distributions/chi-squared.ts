// The distribution of a sum of squares of so many standard normals, and the gamma function behind it.

import gammainc from '@stdlib/math-base-special-gammainc'
import gammaincinv from '@stdlib/math-base-special-gammaincinv'
import gammaln from '@stdlib/math-base-special-gammaln'

/** The natural logarithm of the gamma function; of n!, it is that of n + 1. */
export function logGamma(x: number): number {
  return gammaln(x)
}

/** The logarithm of how many ways there are to choose `k` of `n`. */
export function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
}

/** The share above `x`: the p value of a statistic that is chi-squared without an effect. */
export function chiSquaredAbove(x: number, freedom: number): number {
  return x <= 0 ? 1 : gammainc(x / 2, freedom / 2, true, true)
}

/** Above what this share lies. */
export function chiSquaredUpperQuantile(share: number, freedom: number): number {
  return 2 * gammaincinv(share, freedom / 2, true)
}
