// How well a score puts what is above what is not: the area under the ROC curve, and average precision.

/**
 * The probability that a row of label 1 has a higher score than one of label 0, ties counted half: .5 by chance, 1 at best.
 *
 *   (Σ ranks of the ones − n₁(n₁ + 1)/2) / n₁n₀,     ranks from 1, their mean where scores are equal
 *
 * The statistic of Mann and Whitney. Says nothing of whether scores are probabilities; and with few of one label it is noise.
 * NaN where there is but one label. Golden: `sklearn:roc_auc_score`.
 */
export function rocAuc(scores: readonly number[], labels: readonly number[]): number {
  const groups = groupedByScore(scores, labels)
  let [below, ones, wins] = [0, 0, 0]
  for (const group of groups.toReversed()) {
    const zeros = group.rows - group.ones
    wins += group.ones * (below + zeros / 2)
    below += zeros
    ones += group.ones
  }
  return wins / (ones * below)
}

/**
 * Σ (Rₖ − Rₖ₋₁) Pₖ over the distinct scores from the top, with P the precision and R the recall of all at or above: about the
 * precision met on the way down. By chance it is the share of ones, so it cannot be compared between windows whose shares
 * differ. 0 where there are none. Golden: `sklearn:average_precision_score`.
 */
export function averagePrecision(scores: readonly number[], labels: readonly number[]): number {
  let [rows, ones, area] = [0, 0, 0]
  for (const group of groupedByScore(scores, labels)) {
    rows += group.rows
    ones += group.ones
    area += group.ones * (ones / rows)
  }
  return ones === 0 ? 0 : area / ones
}

/** Rows of equal scores together, the highest first. */
function groupedByScore(scores: readonly number[], labels: readonly number[]): { rows: number; ones: number }[] {
  const groups = new Map<number, { rows: number; ones: number }>()
  for (const [row, score] of scores.entries()) {
    const group = groups.get(score)
    const one = labels[row] === 1 ? 1 : 0
    if (group === undefined) groups.set(score, { rows: 1, ones: one })
    else {
      group.rows += 1
      group.ones += one
    }
  }
  return [...groups].toSorted(([first], [second]) => second - first).map(([, group]) => group)
}
