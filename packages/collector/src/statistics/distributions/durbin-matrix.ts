// How probable it is that a sample stays close to its source everywhere: the exact law, by powers of a matrix.

/** Numbers that grow beyond are divided by it, and how often is counted. */
const SCALE = 2 ** 128

interface Scaled {
  readonly entries: Float64Array
  /** How many times SCALE was divided out. */
  readonly scales: number
}

/**
 * How probable it is that a sample of `n` has a distribution function nowhere `d` or further from that of its source:
 *
 *   n!/nⁿ · (Hⁿ)ₖₖ,     k = ⌈nd⌉,  h = k − nd,  H of size 2k − 1
 *
 * Along the sample the rows seen so far, less those expected, walk in a band 2k − 1 steps wide; H says in what ways they go on
 * over one step. Hᵢⱼ is 1/(i − j + 1)! where that is not below 0, less (1 − h^…) in the first column and the last row.
 * It takes (2nd)³ log n steps: meant for few rows, or d small.
 *
 * J. Durbin (1968); G. Marsaglia, W. W. Tsang and J. Wang, "Evaluating Kolmogorov's distribution", Journal of Statistical
 * Software 8 (2003). What is far off has few digits as one minus it: take a one-sided law there.
 */
export function powerOfDurbinMatrix(d: number, n: number): number {
  const middle = Math.ceil(n * d)
  const size = 2 * middle - 1
  let square: Scaled = { entries: durbinMatrix(size, middle - n * d), scales: 0 }
  let power: Scaled | null = null
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = power === null ? square : multiply(power, square, size)
    square = multiply(square, square, size)
  }
  let [probability, scales] = [power?.entries[(middle - 1) * (size + 1)] ?? NaN, power?.scales ?? 0]
  for (let row = 1; row <= n; row += 1) {
    probability *= row / n
    if (probability < 1 / SCALE && scales > 0) {
      probability *= SCALE
      scales -= 1
    }
  }
  return probability * SCALE ** scales
}

function durbinMatrix(size: number, h: number): Float64Array {
  const entries = new Float64Array(size * size)
  const inverseFactorials = new Float64Array(size + 1).fill(1)
  for (let k = 1; k <= size; k += 1) inverseFactorials[k] = (inverseFactorials[k - 1] ?? NaN) / k
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= Math.min(row + 1, size - 1); column += 1) {
      const order = row - column + 1
      const isCorner = row === size - 1 && column === 0
      let numerator = 1
      if (column === 0) numerator -= h ** order
      if (row === size - 1) numerator -= h ** order
      if (isCorner) numerator += Math.max(0, 2 * h - 1) ** size
      entries[row * size + column] = numerator * (inverseFactorials[order] ?? NaN)
    }
  }
  return entries
}

function multiply(left: Scaled, right: Scaled, size: number): Scaled {
  const entries = new Float64Array(size * size)
  let largest = 0
  for (let row = 0; row < size; row += 1) {
    for (let inner = 0; inner < size; inner += 1) {
      const factor = left.entries[row * size + inner] ?? NaN
      if (factor === 0) continue
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column
        entries[at] = (entries[at] ?? NaN) + factor * (right.entries[inner * size + column] ?? NaN)
      }
    }
    for (let column = 0; column < size; column += 1) {
      largest = Math.max(largest, Math.abs(entries[row * size + column] ?? NaN))
    }
  }
  const scales = left.scales + right.scales
  return largest > SCALE ? { entries: entries.map((entry) => entry / SCALE), scales: scales + 1 } : { entries, scales }
}
