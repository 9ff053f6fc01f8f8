// Along which directions a symmetric matrix, such as one of covariances, only stretches, and by how much.

export interface Eigenpair {
  readonly value: number
  /** Of length 1, and square to the others. */
  readonly vector: readonly number[]
}

/** It halves what is off the diagonal and more with each round; six or seven are usual. */
const MOST_ROUNDS = 60

/**
 * The eigenvalues of a symmetric matrix with their vectors, from the largest value to the smallest. By the rotations of Jacobi:
 * each turns two axes so that their common entry becomes 0, over and over. It is slow for hundreds of dimensions and keeps more
 * digits of small values than quicker ways do.
 *
 * Of the matrix only the part above the diagonal is believed. C. G. J. Jacobi (1846); G. H. Golub and C. F. Van Loan, Matrix
 * Computations, 8.5.
 */
export function symmetricEigenvectors(matrix: readonly (readonly number[])[]): Eigenpair[] {
  const size = matrix.length
  const entries = matrix.map((row) => Float64Array.from(row))
  const axes = matrix.map((_, index) => Float64Array.from({ length: size }, (_value, at) => (at === index ? 1 : 0)))
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    let hasTurned = false
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) hasTurned = turn(entries, axes, p, q) || hasTurned
    }
    if (!hasTurned) break
  }
  return axes
    .map((axis, index) => ({ value: entries[index]?.[index] ?? NaN, vector: [...axis] }))
    .toSorted((a, b) => b.value - a.value)
}

/** Whether there was anything to turn: an entry that is more than rounding beside those on the diagonal. */
function turn(entries: Float64Array[], axes: Float64Array[], p: number, q: number): boolean {
  const [rowOfP, rowOfQ] = [entries[p], entries[q]]
  const [axisOfP, axisOfQ] = [axes[p], axes[q]]
  if (!rowOfP || !rowOfQ || !axisOfP || !axisOfQ) return false
  const [ofP, ofQ, common] = [rowOfP[p] ?? NaN, rowOfQ[q] ?? NaN, rowOfP[q] ?? NaN]
  if (!(Math.abs(common) > Number.EPSILON * Math.sqrt(Math.abs(ofP * ofQ)))) return false
  const cotangent = (ofQ - ofP) / (2 * common)
  const tangent = (cotangent < 0 ? -1 : 1) / (Math.abs(cotangent) + Math.hypot(1, cotangent))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  mix(rowOfP, rowOfQ, cosine, sine)
  for (const row of entries) {
    const [atP, atQ] = [row[p] ?? NaN, row[q] ?? NaN]
    row[p] = cosine * atP - sine * atQ
    row[q] = sine * atP + cosine * atQ
  }
  rowOfP[q] = 0
  rowOfQ[p] = 0
  mix(axisOfP, axisOfQ, cosine, sine)
  return true
}

/** Turns two rows into each other. */
function mix(first: Float64Array, second: Float64Array, cosine: number, sine: number): void {
  for (const [at, value] of first.entries()) {
    const other = second[at] ?? NaN
    first[at] = cosine * value - sine * other
    second[at] = sine * value + cosine * other
  }
}
