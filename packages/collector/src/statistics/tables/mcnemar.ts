// McNemar's test of pairs: of rows that two models both answered, does one of them err more often?

import { betaBelow } from '../distributions/beta.ts'
import { chiSquaredAbove } from '../distributions/chi-squared.ts'

export interface McNemar {
  statistic: number
  pValue: number
}

/**
 * Only the pairs in which the two differ say anything: `onlyFirst` in which the first alone is right, `onlySecond` the second
 * alone. If neither is better each of these n pairs is a toss of a coin:
 *
 *   p = min(1, 2 · P(Binomial(n, ½) ≤ min(onlyFirst, onlySecond)))
 *
 * Exact, also of few; of none p is 1. The statistic is the smaller of the two. Not valid where pairs hang together.
 * Q. McNemar, Psychometrika 12 (1947). Golden: `statsmodels:mcnemar[exact]`.
 */
export function mcNemarExact(onlyFirst: number, onlySecond: number): McNemar {
  const [fewer, more] = [Math.min(onlyFirst, onlySecond), Math.max(onlyFirst, onlySecond)]
  const pValue = fewer === more ? 1 : Math.min(1, 2 * betaBelow(0.5, more, fewer + 1))
  return { statistic: fewer, pValue }
}

/**
 * (b − c)² / (b + c), chi-squared of one degree. Null where there is no pair in which the two differ. Not valid for fewer than about
 * 25 such pairs. Golden: `statsmodels:mcnemar[chi2]`.
 */
export function mcNemarChiSquare(onlyFirst: number, onlySecond: number): McNemar | null {
  return tested(Math.abs(onlyFirst - onlySecond), onlyFirst + onlySecond)
}

/**
 * (|b − c| − 1)² / (b + c), which is nearer to the exact one. Where b and c are the same it is 1 / (b + c), as Edwards wrote it
 * and statsmodels has it. A. Edwards, Psychometrika 13 (1948). Golden: `statsmodels:mcnemar[chi2,continuity]`.
 */
export function mcNemarWithContinuity(onlyFirst: number, onlySecond: number): McNemar | null {
  return tested(Math.abs(onlyFirst - onlySecond) - 1, onlyFirst + onlySecond)
}

function tested(apart: number, differing: number): McNemar | null {
  if (differing === 0) return null
  const statistic = apart ** 2 / differing
  return { statistic, pValue: chiSquaredAbove(statistic, 1) }
}
