// Whether of what is given 70 % some 70 % come true: the gap between the two, over bins of scores.

export interface CalibrationError {
  /** The mean gap, each bin by its share of the rows. */
  expected: number
  /** That of the worst bin, which with few rows is mostly noise. */
  largest: number
}

/**
 * Over `bins` bins of equal width from 0 to 1, of which each holds its upper end, and the first its lower one too:
 *
 *   expected = Σ (rows in bin / rows) · |mean score − share of ones|
 *
 * It is above 0 also for perfect probabilities, by about the noise of a share in each bin, so it falls as rows grow: compare
 * only windows of like size, or test with `spiegelhalterZ`. Bins hide what evens out within them.
 * Golden: `rule:ece_equal_width[…]`.
 */
export function expectedCalibrationError(
  scores: readonly number[],
  labels: readonly number[],
  bins: number,
): CalibrationError {
  const cells = Array.from({ length: bins }, (): number[] => [])
  for (const [row, score] of scores.entries()) cells[binOf(score, bins)]?.push(row)
  return errorOver(cells, scores, labels)
}

/**
 * The same over bins of as many rows each, cut from the rows in the order of their scores; the first bins have one more where
 * they do not come out even, and rows of equal scores stay in the order they came in, though they may be in two bins.
 * Golden: `rule:ece_equal_mass[…]`.
 */
export function calibrationErrorByMass(
  scores: readonly number[],
  labels: readonly number[],
  bins: number,
): CalibrationError {
  const rows = rowsByScore(scores)
  const [size, more] = [Math.floor(rows.length / bins), rows.length % bins]
  const cells = Array.from({ length: bins }, (_, bin) => {
    const from = bin * size + Math.min(bin, more)
    return rows.slice(from, from + size + (bin < more ? 1 : 0))
  })
  return errorOver(cells, scores, labels)
}

/** The rows in the order of their scores, the lowest first. */
export function rowsByScore(scores: readonly number[]): number[] {
  return scores.map((_, row) => row).toSorted((first, second) => (scores[first] ?? 0) - (scores[second] ?? 0))
}

export function errorOver(
  cells: readonly (readonly number[])[],
  scores: readonly number[],
  labels: readonly number[],
): CalibrationError {
  let [expected, largest] = [0, 0]
  for (const rows of cells) {
    if (rows.length === 0) continue
    const meanOf = (values: readonly number[]): number =>
      rows.reduce((sum, row) => sum + (values[row] ?? NaN), 0) / rows.length
    const gap = Math.abs(meanOf(scores) - meanOf(labels))
    expected += (rows.length / scores.length) * gap
    largest = Math.max(largest, gap)
  }
  return { expected, largest }
}

/** The ends are those of (k/B, (k + 1)/B] as doubles: multiplied by B, a score on an end may come out beside it. */
function binOf(score: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(score * bins) - 1))
  if (bin > 0 && score <= bin / bins) bin -= 1
  else if (bin < bins - 1 && score > (bin + 1) / bins) bin += 1
  return bin
}
