// What a Brier score is made of: how true probabilities are, how much they tell apart, and how much there was to tell.

export interface BrierParts {
  /** How far each probability is from the share that came true of it: 0 is best. */
  reliability: number
  /** How far those shares are from the share of all: more is better. */
  resolution: number
  /** The score of one who always gives the share of all. */
  uncertainty: number
}

/**
 * Over the distinct probabilities f, of each of which n_f rows with the share o_f of ones, and o the share of all:
 *
 *   reliability = Σ n_f (f − o_f)² / n,   resolution = Σ n_f (o_f − o)² / n,   uncertainty = o(1 − o)
 *   Brier score = reliability − resolution + uncertainty
 *
 * Where nearly each probability is given but once, as unrounded scores are, o_f is 0 or 1: reliability is then the Brier score
 * itself and says nothing. Round to few values first. A. Murphy, Journal of Applied Meteorology 12 (1973). Golden:
 * `rule:brier_decomposition[unique forecasts]`.
 */
export function brierParts(scores: readonly number[], labels: readonly number[]): BrierParts {
  const forecasts = new Map<number, { rows: number; ones: number }>()
  let ones = 0
  for (const [row, score] of scores.entries()) {
    const label = labels[row] ?? NaN
    const seen = forecasts.get(score) ?? { rows: 0, ones: 0 }
    forecasts.set(score, { rows: seen.rows + 1, ones: seen.ones + label })
    ones += label
  }
  const share = ones / scores.length
  let [reliability, resolution] = [0, 0]
  for (const [forecast, seen] of forecasts) {
    const cameTrue = seen.ones / seen.rows
    reliability += (seen.rows * (forecast - cameTrue) ** 2) / scores.length
    resolution += (seen.rows * (cameTrue - share) ** 2) / scores.length
  }
  return { reliability, resolution, uncertainty: share * (1 - share) }
}
