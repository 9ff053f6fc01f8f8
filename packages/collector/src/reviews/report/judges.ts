// What judges say of a queue's predictions, made right by what people say of those that were reviewed.

import type { Estimate, JudgedRate, RubricField } from '@trimtab/contract'
import { cohenKappaOfYesNo } from '../../statistics/cohen-kappa.ts'
import { Z_95 } from '../../statistics/interval.ts'
import { pearsonCorrelation } from '../../statistics/pearson-correlation.ts'
import { bestTrust, type LabelledSums, type ScoreSums, sumLabelled } from '../../statistics/prediction-powered-mean.ts'
import { type PickedStratum, weightedMean } from '../../statistics/weighted-mean.ts'
import { LABELS_MIN, NUMBERS_MIN } from '../../aggregates/judge-quality.ts'
import type { JudgeSums } from '../../aggregates/signals/ratings.ts'
import { meanOf, RATE, type Stratum } from './rates.ts'
import { goodOf, numberIn, rangeOf, type ReviewedItem } from './reviewed-items.ts'

/** A reviewed item, and what judges say of its prediction, by their names. */
export interface ReadItem extends ReviewedItem {
  scores: ReadonlyMap<string, number>
}

/** What a judge and people both rated: of one stratum, with how many it stands for. */
interface Labelled {
  label: number
  score: number
  probability: number
  weight: number
}

interface LabelledStratum {
  picked: number
  population: number
  labelled: Labelled[]
}

/** Null where too few of those that were read have both a score of this judge and a word of people. */
export function judgedRate(
  { judge, alone, both }: JudgeSums & { judge: string },
  { items, strata, fields }: { items: readonly ReadItem[]; strata: readonly Stratum[]; fields: readonly RubricField[] },
): JudgedRate | null {
  const field = fields.find(({ name, kind }) => name === judge && (kind === 'thumbs' || kind === 'score'))
  const found = strata.map((stratum) => labelledStratum(judge, { stratum, items, field }))
  const labelled = found.flatMap((stratum) => stratum.labelled)
  const judged = {
    count: alone.count + both.count,
    scores: alone.scores + both.scores,
    squares: alone.squares + both.squares,
  }
  const range = field === undefined ? RATE : rangeOf(field)
  if (labelled.length < (range === undefined ? NUMBERS_MIN : LABELS_MIN)) return null
  const sums = sumLabelled(labelled)
  const corrected = correctedMean(found, { judged, sums, range })
  const reviewsOnly = meanOver(found, ({ label }) => label, range)
  if (corrected === null || reviewsOnly === null) return null
  const { weights, labels, scores, labelSquares, scoreSquares, products } = sums.weighted
  return {
    judge,
    raw: { mean: judged.scores / judged.count, count: judged.count },
    corrected,
    reviewsOnly,
    kappa: kappaOf(labelled, sums),
    correlation: pearsonCorrelation({
      count: weights,
      first: labels,
      second: scores,
      firstSquares: labelSquares,
      secondSquares: scoreSquares,
      products,
    }),
  }
}

/**
 * Where a judge rated only some, those are what the mean is over: of a stratum the part that was judged is as it is among
 * those that were read.
 */
function labelledStratum(
  judge: string,
  { stratum, items, field }: { stratum: Stratum; items: readonly ReadItem[]; field: RubricField | undefined },
): LabelledStratum {
  const read: number[] = []
  const labelled: Omit<Labelled, 'weight'>[] = []
  for (const { facts, reviews, scores } of items) {
    const probability = facts.inclusionProbability
    if (facts.reason !== stratum.reason || probability === null) continue
    const label = meanOf(reviews, (review) => (field === undefined ? goodOf(review) : numberIn(review, field)))
    if (label === null) continue
    read.push(1 / probability)
    const score = scores.get(judge)
    if (score !== undefined) labelled.push({ label, score, probability })
  }
  const ofRead = read.reduce((sum, weight) => sum + weight, 0)
  const ofLabelled = labelled.reduce((sum, { probability }) => sum + 1 / probability, 0)
  return {
    picked: ofRead === 0 ? 0 : stratum.picked * (ofLabelled / ofRead),
    population: ofRead === 0 ? 0 : stratum.population * (ofLabelled / ofRead),
    labelled: labelled.map((each) => ({ ...each, weight: stratum.population / ofRead / each.probability })),
  }
}

type Range = { min: number; max: number } | undefined

function meanOver(
  strata: readonly LabelledStratum[],
  valueOf: (labelled: Labelled) => number,
  range: Range,
): Estimate | null {
  const answered = strata.map(({ picked, population, labelled }): PickedStratum => {
    const answers = labelled.map((each) => ({ value: valueOf(each), probability: each.probability }))
    return { picked, population, answers }
  })
  return weightedMean(answered, range)
}

/**
 * Prediction-powered: λ times the judge's mean over all, and the weighted mean of what people say beyond λ times the judge.
 * The latter is a mean over strata as that of the reviews alone, so few labels are as honest here as they are there.
 */
function correctedMean(
  strata: readonly LabelledStratum[],
  { judged, sums, range }: { judged: ScoreSums; sums: LabelledSums; range: Range },
): Estimate | null {
  const trust = bestTrust({ labelled: sums, judged })
  const scores = strata.flatMap(({ labelled }) => labelled.map(({ score }) => score))
  const beyond = range && {
    min: range.min - trust * Math.max(...scores),
    max: range.max - trust * Math.min(...scores),
  }
  const rest = meanOver(strata, ({ label, score }) => label - trust * score, beyond)
  if (rest === null) return null
  const mean = judged.scores / judged.count
  const ofJudged = (Z_95 * trust) ** 2 * (Math.max(0, judged.squares / judged.count - mean ** 2) / judged.count)
  const value = trust * mean + rest.value
  const within = (end: number): number => (range ? Math.max(range.min, Math.min(range.max, end)) : end)
  return {
    value: within(value),
    low: within(value - Math.sqrt((rest.value - rest.low) ** 2 + ofJudged)),
    high: within(value + Math.sqrt((rest.high - rest.value) ** 2 + ofJudged)),
    count: rest.count,
  }
}

/** Of all, not of those that happened to be picked: what weighs more counts more, up to as many as say as much together. */
function kappaOf(labelled: readonly Labelled[], { weighted, squareWeighted }: LabelledSums): Estimate | null {
  const isYesNo = (value: number): boolean => value === 0 || value === 1
  if (labelled.some(({ score }) => !isYesNo(score))) return null
  // Where people are of two minds there is no yes or no to agree with.
  const decided = labelled.filter(({ label }) => isYesNo(label))
  const part = weighted.weights / squareWeighted.weights
  const countOf = (label: number, score: number): number =>
    decided.reduce((sum, each) => sum + (each.label === label && each.score === score ? each.weight * part : 0), 0)
  const kappa = cohenKappaOfYesNo({
    bothYes: countOf(1, 1),
    onlyFirst: countOf(1, 0),
    onlySecond: countOf(0, 1),
    bothNo: countOf(0, 0),
  })
  return kappa && { ...kappa, count: decided.length }
}
