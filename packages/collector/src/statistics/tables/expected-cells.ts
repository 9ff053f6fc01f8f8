// What the cells of a table of two windows by categories would hold if both had the same shares.

export interface ExpectedCell {
  observed: number
  /** Sum of its row times sum of its column, by the sum of all. */
  expected: number
}

/** Two of each category that occurs at all. Null where a window is empty, of which nothing can be expected. */
export function expectedCells(reference: readonly number[], current: readonly number[]): ExpectedCell[] | null {
  const [before, now] = [sumOf(reference), sumOf(current)]
  if (before === 0 || now === 0) return null
  return reference.flatMap((count, category) => {
    const other = current[category] ?? 0
    const both = count + other
    if (both === 0) return []
    return [
      { observed: count, expected: (both * before) / (before + now) },
      { observed: other, expected: (both * now) / (before + now) },
    ]
  })
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
