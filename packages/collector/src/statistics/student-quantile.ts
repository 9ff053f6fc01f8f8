// Student's t: how many standard errors reach to the end of an interval where the spread itself was estimated from few.

import { Z_95 } from './interval.ts'

/**
 * The 97.5 % quantile for so many degrees of freedom, within two parts in a thousand. With z that of the normal distribution:
 *
 *   t ≈ z + (z³ + z)/4ν + (5z⁵ + 16z³ + 3z)/96ν² + (3z⁷ + 19z⁵ + 17z³ − 15z)/384ν³ + …/92160ν⁴
 *
 * and below three degrees the exact ones of one (12.7) and two (4.3). Not valid for what is far from normal and few.
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5; "Student", Biometrika 6 (1908).
 */
export function studentQuantile(freedom: number): number {
  if (freedom < 2) return Math.tan(0.475 * Math.PI)
  if (freedom < 3) return 0.95 / Math.sqrt(2 * 0.975 * 0.025)
  const [z, z3, z5, z7, z9] = [1, 3, 5, 7, 9].map((power) => Z_95 ** power) as [number, number, number, number, number]
  return (
    z +
    (z3 + z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * freedom ** 3) +
    (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / (92160 * freedom ** 4)
  )
}
