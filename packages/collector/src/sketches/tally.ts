// Counts by name, and counts of values by size: what adds up. Every number is whole, so adding and taking away again
// leave exactly what was there before, in whatever order.

/** How many values fell into each bucket, by the bucket's number. */
export interface Histogram {
  [bucket: string]: number
}

/** A name that is missing counts nothing. */
export interface Tally {
  counts: { [name: string]: number }
  histograms: { [name: string]: Histogram }
}
