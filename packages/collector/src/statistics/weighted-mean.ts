// The estimate of Hájek: the mean over all, from those that were picked by chance with different probabilities.

import { type Estimate, type Interval, Z_95 } from './interval.ts'
import { studentQuantile } from './student-quantile.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** Of so many equal answers. */
const EQUAL_MIN = 30

/** What is less than this part of a square is left over from rounding. */
const ROUNDING = 1e-18

/** What was picked for one reason, and the answers that are there so far. */
export interface PickedStratum {
  picked: number
  /** What the inverse probabilities of all that were picked add up to: an estimate of how many there are. */
  population: number
  answers: readonly PickedAnswer[]
}

export interface PickedAnswer {
  value: number
  /** With which it was picked. */
  probability: number
}

/**
 * Each answer stands for 1/π predictions, π the probability with which it was picked (Poisson sampling: each by itself),
 * and for its part of those that were picked in its stratum h and have no answer yet (weighting classes), as if those
 * that have one were drawn by chance. With w = 1/π, N_h the population of a stratum, ȳ_h = Σ w y / Σ w in it:
 *
 *   ȳ = Σ N_h ȳ_h / Σ N_h,  Var ȳ ≈ Σ (N_h/N)² Var ȳ_h + Σ (ȳ_h − ȳ)² Var N_h / N²
 *   Var ȳ_h ≈ Σ w² (1 − π c_h) (y − ȳ_h)² / (Σ w)²,  c_h the answered part of the stratum,  Var N_h ≈ Σ w (w − 1)
 *
 * Where the range of values is known (0 and 1 for a rate), each stratum gets a Wilson interval at its effective size, and
 * those are put together by their ends (MOVER), which holds for few and for all-equal answers too. The variance alone is
 * 0 where those that matter most are all good so far. Without a range that one has to do, with Student's t, and a stratum of
 * equal answers takes for their distance that of theirs from the mean. There is none for fewer than two answers, nor, unless
 * all there is was seen, for fewer than thirty that are all equal: of thirty, one in ten at most is likely to be another,
 * and how far off that is nobody knows.
 *
 * The mean is of the predictions that there were: where all were picked and answered nothing is left to chance. A stratum
 * without answers is left out, as if it were not there. Null where none has any.
 *
 * Not valid where who answers depends on the answer, or predictions hang together. J. Hájek (1971), comment on Basu, in
 * Foundations of Statistical Inference; Särndal, Swensson and Wretman, Model Assisted Survey Sampling (1992), 5.7, 15.6;
 * Wilson at the effective size: Kott and Carr, J. Official Statistics 13 (1997); MOVER: Zou and Donner, Statistics in
 * Medicine 27 (2008).
 */
export function weightedMean(strata: readonly PickedStratum[], range?: { min: number; max: number }): Estimate | null {
  const answered = strata.filter(({ answers }) => answers.length > 0).map(summarise)
  const count = answered.reduce((sum, { answers }) => sum + answers, 0)
  const population = answered.reduce((sum, stratum) => sum + stratum.population, 0)
  if (count === 0 || (range === undefined && count < 2)) return null
  const value = answered.reduce((sum, stratum) => sum + (stratum.population / population) * stratum.mean, 0)
  const between = answered.reduce((sum, { mean, ofPopulation }) => sum + (mean - value) ** 2 * ofPopulation, 0)
  if (range === undefined && count < EQUAL_MIN && areEqualOfMore(answered, value)) return null
  const strataOf: Strata = { answered, population, value, count, between: between / population ** 2 }
  const interval = range === undefined ? studentEnds(strataOf) : wilsonEnds(strataOf, range)
  return { value, ...interval, count }
}

/** Answers are equal, and there are others that were not seen. */
function areEqualOfMore(answered: readonly Summary[], value: number): boolean {
  return (
    answered.every(({ mean, spread }) => isNone(spread, value) && isNone((mean - value) ** 2, value)) &&
    answered.some(({ size }) => size !== Infinity)
  )
}

function isNone(square: number, of: number): boolean {
  return square <= ROUNDING * of ** 2
}

interface Summary {
  population: number
  answers: number
  mean: number
  /** Mean squared distance from the mean. */
  spread: number
  /** The variance of the mean. */
  ofMean: number
  /** The variance of the population. */
  ofPopulation: number
  /** As many answers of equal weight say as much; without end where there is an answer of all. */
  size: number
}

interface Strata {
  answered: readonly Summary[]
  population: number
  value: number
  count: number
  between: number
}

function summarise({ picked, population, answers }: PickedStratum): Summary {
  const weighed = answers.map(({ value, probability }) => ({ value, weight: 1 / probability }))
  const total = weighed.reduce((sum, { weight }) => sum + weight, 0)
  const mean = weighed.reduce((sum, { weight, value }) => sum + weight * value, 0) / total
  const part = Math.min(1, total / population)
  let [spread, ofMean, ofWeights, ofPopulation] = [0, 0, 0, 0]
  for (const { weight, value } of weighed) {
    const unseen = weight * (weight - part)
    spread += weight * (value - mean) ** 2
    ofMean += unseen * (value - mean) ** 2
    ofWeights += unseen
    ofPopulation += weight * (weight - 1)
  }
  return {
    population,
    answers: answers.length,
    mean,
    spread: spread / total,
    ofMean: ofMean / total ** 2,
    ofPopulation: ofPopulation * Math.max(1, picked / answers.length),
    size: ofWeights <= 0 ? Infinity : total ** 2 / ofWeights,
  }
}

function wilsonEnds(
  { answered, population, value, between }: Strata,
  { min, max }: { min: number; max: number },
): Interval {
  let [below, above] = [Z_95 ** 2 * between, Z_95 ** 2 * between]
  for (const stratum of answered) {
    const share = Math.max(0, Math.min(1, (stratum.mean - min) / (max - min)))
    const ends = wilsonInterval(share, effectiveSize(stratum, share, max - min))
    const part = (stratum.population / population) * (max - min)
    below += (part * (share - ends.low)) ** 2
    above += (part * (ends.high - share)) ** 2
  }
  return { low: Math.max(min, value - Math.sqrt(below)), high: Math.min(max, value + Math.sqrt(above)) }
}

/**
 * So many answers of yes and no would say as much. Values that differ less than yes and no say more each; but one more
 * that is as far off as can be is counted among them, so that a few that happen to be equal are not taken for all.
 */
function effectiveSize({ answers, spread, ofMean, size }: Summary, share: number, width: number): number {
  const ofYesAndNo = share * (1 - share)
  // All at an end, but for the last bits.
  if (size === Infinity || ofYesAndNo < 1e-12) return size
  const spreadOfOneMore = ((answers * spread) / width ** 2 + ofYesAndNo) / (answers + 1)
  const bySize = (size * ofYesAndNo) / spreadOfOneMore
  return ofMean === 0 ? bySize : Math.min(bySize, (ofYesAndNo * width ** 2) / ofMean)
}

function studentEnds({ answered, population, value, count, between }: Strata): Interval {
  let variance = between
  for (const { mean, spread, ofMean, answers, size, ...stratum } of answered) {
    // One answer, or equal ones, say nothing of how others like them differ: how they differ from the rest has to do.
    const ofStratum =
      answers === 1 || isNone(spread, mean)
        ? (mean - value) ** 2 / size
        : Math.max(ofMean, spread / size) * (answers / (answers - 1))
    variance += (stratum.population / population) ** 2 * ofStratum
  }
  const freedom = Math.max(1, count - answered.length)
  const half = studentQuantile(freedom) * Math.sqrt(variance)
  return { low: value - half, high: value + half }
}
