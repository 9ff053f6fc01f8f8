// How far probabilities were from what came true: two losses that are least, on average, for him who says what he believes.

/** Nearer to 0 or 1 no probability is taken to be: the step of a double at 1, as scikit-learn has it. */
const NEAREST = 2 ** -52

/**
 * The mean of (p − y)², of probabilities p and labels y of 0 or 1: 0 at best; a constant .5 has .25. Low where nearly nothing
 * ever comes true, whatever is said: compare with the base rate. G. Brier, Monthly Weather Review 78 (1950). Golden:
 * `sklearn:brier_score_loss`.
 */
export function brierScore(scores: readonly number[], labels: readonly number[]): number {
  return scores.reduce((sum, score, row) => sum + (score - (labels[row] ?? NaN)) ** 2, 0) / scores.length
}

/**
 * The mean of −ln of the probability that was given to what came true, in nats. One sure mistake costs as much as it may, here
 * 36, and a mean over few rows is mostly that. Golden: `sklearn:log_loss[eps auto]`.
 */
export function logLoss(scores: readonly number[], labels: readonly number[]): number {
  const lost = scores.reduce((sum, score, row) => {
    const given = Math.min(1 - NEAREST, Math.max(NEAREST, score))
    return sum - (labels[row] === 1 ? Math.log(given) : Math.log1p(-given))
  }, 0)
  return lost / scores.length
}
