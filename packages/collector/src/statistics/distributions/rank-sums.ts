// In how many orders the rows of one sample come before so many of the other: the exact law of Mann and Whitney's count.

/**
 * The share of all orders of `n` and `m` rows, none alike, in which at least `count` of the n·m pairs have the row of the one
 * sample behind that of the other. How many orders have exactly u such pairs is the coefficient of qᵘ in
 *
 *   Π (1 − q^(m+i)) / (1 − qⁱ),     i = 1 … n
 *
 * multiplied out factor by factor: these stay polynomials of whole numbers, and those that matter are exact up to 2⁵³. It
 * takes n·nm/2 steps for the smaller n. Not valid with ties, nor for more orders than 10³⁰⁸ (some 500 rows a side), where it
 * is NaN. H. B. Mann and D. R. Whitney, "On a test of whether one of two random variables is stochastically larger" (1947).
 */
export function shareOfOrdersWithPairs(n: number, m: number, count: number): number {
  const pairs = n * m
  if (count <= 0) return 1
  if (count > pairs) return 0
  // What is below one half is summed from its end, where the numbers are small; orders read backwards are as many.
  return count > pairs / 2 ? shareUpTo(n, m, pairs - count) : 1 - shareUpTo(n, m, count - 1)
}

function shareUpTo(n: number, m: number, count: number): number {
  const [few, many] = [Math.min(n, m), Math.max(n, m)]
  const ways = new Float64Array(count + 1)
  ways[0] = 1
  let orders = 1
  for (let i = 1; i <= few; i += 1) {
    for (let u = count; u >= many + i; u -= 1) ways[u] = (ways[u] ?? NaN) - (ways[u - many - i] ?? NaN)
    for (let u = i; u <= count; u += 1) ways[u] = (ways[u] ?? NaN) + (ways[u - i] ?? NaN)
    orders *= (many + i) / i
  }
  return Math.min(1, ways.reduce((sum, way) => sum + way, 0) / orders)
}
