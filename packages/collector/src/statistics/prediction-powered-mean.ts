// Prediction-powered inference: what people would say on average, from what a judge says of all and people of a few.

import { type Estimate, Z_95 } from './interval.ts'
import { studentQuantile } from './student-quantile.ts'

/** One that both a person and the judge rated. */
export interface LabelledScore {
  label: number
  score: number
  /** How many it stands for, 1/π where it was picked with probability π; 1 where nothing is said. */
  weight?: number | undefined
}

/** Sums over what both rated, each times its weight; and each times the square of its weight. */
export interface LabelledSums {
  count: number
  weighted: PowerSums
  squareWeighted: PowerSums
}

export interface PowerSums {
  weights: number
  labels: number
  scores: number
  labelSquares: number
  scoreSquares: number
  products: number
}

/** Sums of a judge's scores. */
export interface ScoreSums {
  count: number
  scores: number
  squares: number
}

export interface PredictionPowered {
  labelled: LabelledSums
  /** The scores of what people did not rate; where labels are weighted, of all that the judge rated. */
  judged: ScoreSums
  /** How far the judge is followed, from 0 to 1; the best is estimated where nothing is said. */
  trust?: number | undefined
  /**
   * The furthest that a label can be from a score. Where it is said, one such label more is counted in the variance, so
   * that a judge who was never seen to err is not taken for one who never does.
   */
  furthest?: number | undefined
  /** Of Student's t, in place of the normal distribution. */
  freedom?: number | undefined
}

export function sumLabelled(labelled: readonly LabelledScore[]): LabelledSums {
  const weighted = noPowers()
  const squareWeighted = noPowers()
  for (const { label, score, weight = 1 } of labelled) {
    addPowers(weighted, label, score, weight)
    addPowers(squareWeighted, label, score, weight ** 2)
  }
  return { count: labelled.length, weighted, squareWeighted }
}

/** Of equal weights. */
export function labelledSums(count: number, sums: Omit<PowerSums, 'weights'>): LabelledSums {
  const weighted = { ...sums, weights: count }
  return { count, weighted, squareWeighted: weighted }
}

export function sumScores(scores: readonly number[]): ScoreSums {
  return {
    count: scores.length,
    scores: scores.reduce((sum, score) => sum + score, 0),
    squares: scores.reduce((sum, score) => sum + score ** 2, 0),
  }
}

/**
 * With f the judge's scores of N, f and y scores and labels of the n that both rated, and λ how far the judge is followed:
 *
 *   θ = λ mean_N(f) + mean_n(y − λ f),  Var θ = λ² Var_N(f)/N + Var_n(y − λ f)/n
 *   λ = Cov_n(y, f) / ((1 + n/N) Var(f)),  kept within 0 and 1
 *
 * However bad the judge, the mean is that of people; the better it is, the narrower the interval. With λ = 0 it is the
 * mean of the labels alone; of few labels λ is so roughly known that the interval may be wider than of these. With weights, means and variances of the labelled part are weighted (Hájek), and n in λ is
 * their effective number. Null where nobody labelled anything.
 *
 * Not valid where the labelled are no fair sample and come without weights, and too sure of itself below some ten labels.
 * A. N. Angelopoulos, J. C. Duchi and T. Zrnic, "PPI++: Efficient prediction-powered inference", arXiv 2311.01453; the
 * variances are those of the package `ppi_py`.
 */
export function predictionPoweredMean(powered: PredictionPowered): Estimate | null {
  const { labelled, judged, furthest, freedom } = powered
  const { weighted, squareWeighted } = labelled
  if (labelled.count === 0 || weighted.weights <= 0) return null
  const trust = powered.trust ?? bestTrust(powered)
  const rest = (weighted.labels - trust * weighted.scores) / weighted.weights
  const ofRest = (sums: PowerSums): number =>
    sums.labelSquares -
    2 * trust * sums.products +
    trust ** 2 * sums.scoreSquares -
    2 * rest * (sums.labels - trust * sums.scores) +
    rest ** 2 * sums.weights
  const size = weighted.weights ** 2 / squareWeighted.weights
  const ofLabelled = Math.max(0, ofRest(squareWeighted)) / weighted.weights ** 2
  const ofOneMore =
    furthest === undefined ? ofLabelled : (labelled.count * ofLabelled + furthest ** 2 / size) / (labelled.count + 1)
  const mean = judged.count === 0 ? 0 : judged.scores / judged.count
  const ofJudged = judged.count === 0 ? 0 : Math.max(0, judged.squares / judged.count - mean ** 2) / judged.count
  const value = trust * mean + rest
  const errors = freedom === undefined ? Z_95 : studentQuantile(freedom)
  const half = errors * Math.sqrt(ofOneMore + trust ** 2 * ofJudged)
  return { value, low: value - half, high: value + half, count: labelled.count }
}

/** λ as above; 0 where there is no judge to follow. */
export function bestTrust({
  labelled: { count, weighted, squareWeighted },
  judged,
}: Pick<PredictionPowered, 'labelled' | 'judged'>): number {
  if (judged.count === 0) return 0
  const score = weighted.scores / weighted.weights
  const together = weighted.products / weighted.weights - score * (weighted.labels / weighted.weights)
  const pooled = count + judged.count
  const sum = count * score + judged.scores
  const squares = (count * weighted.scoreSquares) / weighted.weights + judged.squares
  const variance = (squares - sum ** 2 / pooled) / (pooled - 1)
  if (variance <= 0) return 0
  const size = weighted.weights ** 2 / squareWeighted.weights
  return Math.max(0, Math.min(1, together / ((1 + size / judged.count) * variance)))
}

function noPowers(): PowerSums {
  return { weights: 0, labels: 0, scores: 0, labelSquares: 0, scoreSquares: 0, products: 0 }
}

function addPowers(into: PowerSums, label: number, score: number, weight: number): void {
  into.weights += weight
  into.labels += weight * label
  into.scores += weight * score
  into.labelSquares += weight * label ** 2
  into.scoreSquares += weight * score ** 2
  into.products += weight * label * score
}
