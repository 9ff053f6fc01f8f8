// The rising curve that is nearest to what came true: it turns scores into probabilities, whatever their scale.

export interface Calibration {
  /** The probability of a score; beyond the scores it was fitted to, that of the nearest. */
  apply: (score: number) => number
}

interface Block {
  /** Weighted mean of the labels in it. */
  mean: number
  weight: number
  /** The distinct scores of it, by index. */
  from: number
  to: number
}

/**
 * Of all curves that never fall, that of the least Σ w (y − f(x))². By pooling adjacent violators: scores are taken in order,
 * equal ones together, and whenever a mean is not above the one before both are pooled. What comes out is steps, level over
 * each pool; between two neighbouring scores of two pools it goes in a straight line, as scikit-learn has it.
 *
 * With few labels it has too many steps and is too sure, 0 and 1 at its ends among them: some hundred of each label, not of the
 * rows on which it will be judged. Not valid where a higher score means less. Of no rows each score is NaN.
 * R. Barlow et al., "Statistical inference under order restrictions" (1972). Golden: `sklearn:IsotonicRegression(…)`.
 */
export function isotonicRegression(
  scores: readonly number[],
  labels: readonly number[],
  weights?: readonly number[],
): Calibration {
  const points = distinctScores(scores, labels, weights)
  const blocks: Block[] = []
  for (const [index, { mean, weight }] of points.entries()) {
    let block: Block = { mean, weight, from: index, to: index }
    for (let before = blocks.at(-1); before !== undefined && before.mean >= block.mean; before = blocks.at(-1)) {
      blocks.pop()
      const both = before.weight + block.weight
      block = {
        mean: (before.mean * before.weight + block.mean * block.weight) / both,
        weight: both,
        from: before.from,
        to: block.to,
      }
    }
    blocks.push(block)
  }
  const corners = blocks.flatMap(({ mean, from, to }) =>
    [...new Set([from, to])].map((index) => ({ score: points[index]?.score ?? NaN, mean })),
  )
  return { apply: (score) => heightAt(corners, score) }
}

function distinctScores(
  scores: readonly number[],
  labels: readonly number[],
  weights?: readonly number[],
): { score: number; mean: number; weight: number }[] {
  const sums = new Map<number, { labels: number; weight: number }>()
  for (const [row, score] of scores.entries()) {
    const weight = weights?.[row] ?? 1
    const sum = sums.get(score) ?? { labels: 0, weight: 0 }
    if (weight > 0) sums.set(score, { labels: sum.labels + weight * (labels[row] ?? NaN), weight: sum.weight + weight })
  }
  return [...sums]
    .toSorted(([first], [second]) => first - second)
    .map(([score, sum]) => ({ score, mean: sum.labels / sum.weight, weight: sum.weight }))
}

function heightAt(corners: readonly { score: number; mean: number }[], score: number): number {
  let [low, high] = [0, corners.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((corners[middle]?.score ?? Infinity) < score) low = middle + 1
    else high = middle
  }
  const [before, after] = [corners[low - 1], corners[low]]
  if (before === undefined) return after?.mean ?? NaN
  if (after === undefined || after.score === before.score) return before.mean
  return before.mean + ((after.mean - before.mean) * (score - before.score)) / (after.score - before.score)
}
