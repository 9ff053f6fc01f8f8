// Two samples in one order: each value once, with how often either sample has it. What a test of distributions needs to know
// is in it, so that a million rows cost what their distinct values cost.

/** Values rise from each to the next. */
export interface PooledCount {
  readonly at: number
  readonly reference: number
  readonly current: number
}

/** How many rows each side has. */
export interface SampleSizes {
  readonly reference: number
  readonly current: number
}

/** The values have to be finite. 0 and −0 are one value. */
export function poolSamples(reference: readonly number[], current: readonly number[]): PooledCount[] {
  const [first, second] = [Float64Array.from(reference).toSorted(), Float64Array.from(current).toSorted()]
  const pooled: PooledCount[] = []
  let [i, j] = [0, 0]
  while (i < first.length || j < second.length) {
    const at = Math.min(first[i] ?? Infinity, second[j] ?? Infinity)
    const [firstOfReference, firstOfCurrent] = [i, j]
    while (first[i] === at) i += 1
    while (second[j] === at) j += 1
    pooled.push({ at, reference: i - firstOfReference, current: j - firstOfCurrent })
  }
  return pooled
}

export function sizesOf(cells: readonly PooledCount[]): SampleSizes {
  let [reference, current] = [0, 0]
  for (const cell of cells) {
    reference += cell.reference
    current += cell.current
  }
  return { reference, current }
}
