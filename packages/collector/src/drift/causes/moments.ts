// What adds up of the values of some rows: how many there are, their sum, and the sum of their squares.

export interface Moments {
  n: number
  sum: number
  squares: number
}

/** Of one segment on both sides. */
export interface SegmentMoments {
  reference: Moments
  current: Moments
}

/** So many rows of each segment are as if they varied as all do, so that three that are alike do not say that all are. */
const PSEUDO_ROWS = 5

export function addUp(all: readonly Moments[]): Moments {
  return all.reduce(plus, { n: 0, sum: 0, squares: 0 })
}

function plus(one: Moments, other: Moments): Moments {
  return { n: one.n + other.n, sum: one.sum + other.sum, squares: one.squares + other.squares }
}

export function scaled({ n, sum, squares }: Moments, by: number): Moments {
  return { n: by * n, sum: by * sum, squares: by * squares }
}

/** NaN of no rows. */
export function meanOf({ n, sum }: Moments): number {
  return sum / n
}

/** How much values vary within some rows, drawn a little towards how much all of them do. */
export function varianceOf(some: Moments, all: number): number {
  return (scatterOf(some) + PSEUDO_ROWS * all) / (some.n + PSEUDO_ROWS)
}

/** The same of all rows, which nothing is known besides. */
export function wholeVariance(all: Moments): number {
  return all.n > 0 ? scatterOf(all) / all.n : 0
}

/** Σ (value − mean)². Rounding makes it no less than nothing. */
function scatterOf({ n, sum, squares }: Moments): number {
  return n > 0 ? Math.max(0, squares - sum ** 2 / n) : 0
}
