// The directions in which rows vary the most: principal components, from the covariance by the rotations of Jacobi.

export interface PrincipalAxes {
  /** Of length 1, at right angles to each other, the one of most variance first. */
  readonly axes: readonly (readonly number[])[]
  /** What part of the whole variance each has. */
  readonly shares: readonly number[]
}

type Matrix = number[][]

/** Rounds over all pairs; each round about doubles the digits, so that eight are plenty. */
const ROUNDS_MAX = 30

/**
 * The axes of a table of rows, each column less its mean. The covariance is turned in the plane of two columns at a time until
 * nothing is left beside its diagonal: what is on it are the variances along the axes.
 *
 * Costs rows · columns² and some ten times columns³, so for tens of columns, not for embeddings of a thousand. Columns of larger
 * units count for more: scale them first. Where two variances are nearly equal their axes are any two in their plane.
 * C. Jacobi (1846); K. Pearson, "On lines and planes of closest fit", Philosophical Magazine 2 (1901).
 */
export function principalAxes(rows: readonly (readonly number[])[]): PrincipalAxes {
  const spread = covarianceOf(rows)
  const turned: Matrix = spread.map((_, row) => spread.map((__, column) => (row === column ? 1 : 0)))
  const pairs = spread.flatMap((_, p) => spread.flatMap((__, q) => (p < q ? [[p, q] as const] : [])))
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const open = pairs.filter(([p, q]) => at(spread, p, q) ** 2 > 1e-34 * Math.abs(at(spread, p, p) * at(spread, q, q)))
    if (open.length === 0) break
    for (const [p, q] of open) rotate(spread, turned, p, q)
  }
  const order = spread.map((_, axis) => axis).toSorted((a, b) => at(spread, b, b) - at(spread, a, a))
  const whole = order.reduce((sum, axis) => sum + at(spread, axis, axis), 0)
  return {
    axes: order.map((axis) => turned.map((row) => row[axis] ?? NaN)),
    shares: order.map((axis) => at(spread, axis, axis) / whole),
  }
}

function covarianceOf(rows: readonly (readonly number[])[]): Matrix {
  const means = (rows[0] ?? []).map(
    (_, column) => rows.reduce((sum, row) => sum + (row[column] ?? NaN), 0) / rows.length,
  )
  const centred = rows.map((row) => row.map((value, column) => value - (means[column] ?? NaN)))
  return means.map((_, p) =>
    means.map((__, q) => centred.reduce((sum, row) => sum + (row[p] ?? NaN) * (row[q] ?? NaN), 0) / rows.length),
  )
}

/** Turns columns p and q by the angle at which nothing is left between them. */
function rotate(spread: Matrix, turned: Matrix, p: number, q: number): void {
  const between = at(spread, p, q)
  if (between === 0) return
  const slope = (at(spread, q, q) - at(spread, p, p)) / (2 * between)
  const tangent = (slope < 0 ? -1 : 1) / (Math.abs(slope) + Math.hypot(slope, 1))
  const cosine = 1 / Math.hypot(tangent, 1)
  const sine = tangent * cosine
  for (const matrix of [spread, turned])
    for (const row of matrix) {
      const [first, second] = [row[p] ?? NaN, row[q] ?? NaN]
      row[p] = cosine * first - sine * second
      row[q] = sine * first + cosine * second
    }
  for (const column of spread.keys()) {
    const [first, second] = [at(spread, p, column), at(spread, q, column)]
    put(spread, p, column, cosine * first - sine * second)
    put(spread, q, column, sine * first + cosine * second)
  }
}

function at(matrix: Matrix, row: number, column: number): number {
  return matrix[row]?.[column] ?? NaN
}

function put(matrix: Matrix, row: number, column: number, value: number): void {
  const cells = matrix[row]
  if (cells !== undefined) cells[column] = value
}
