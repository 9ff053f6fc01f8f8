// How values of any size are spread, in buckets that grow with the value: a quantile is within one part in a hundred of
// the true one, whatever the values are (the idea of DDSketch). Counts are whole, so two of these add up, and take away.

/** How many values fell into each bucket, by the bucket's number. A bucket that is empty is not in it. */
export type Histogram = Map<number, number>

const ERROR_MAX = 0.01
/** Each bucket is so many times as wide as the one before. */
const GROWTH = (1 + ERROR_MAX) / (1 - ERROR_MAX)
const LOG_GROWTH = Math.log(GROWTH)

/** Whole values from 0 to this are told apart; what is larger counts as this. Microseconds up to eleven days. */
export const VALUE_MAX = 1e12

/** Bucket 0 is zero, bucket 1 is one; from there on each ends `GROWTH` times further. */
export function bucketOf(value: number): number {
  const whole = Math.round(value)
  // What is no number is nothing that was measured, and counts as zero like what is below it.
  if (!(whole >= 1)) return 0
  return 1 + Math.ceil(Math.log(Math.min(whole, VALUE_MAX)) / LOG_GROWTH)
}

/** The value that is within the error of all that fall into the bucket. */
function valueOf(bucket: number): number {
  return bucket < 2 ? bucket : (2 * GROWTH ** (bucket - 1)) / (GROWTH + 1)
}

/** Of the values, the smallest that so large a share of them are not larger than: 0.5 asks for the median. */
export function quantilesOf(histogram: Histogram, shares: readonly number[]): number[] {
  const buckets = [...histogram].toSorted(([left], [right]) => left - right)
  const total = countOf(histogram)
  return shares.map((share) => {
    const rank = Math.max(Math.ceil(share * total), 1)
    let seen = 0
    for (const [bucket, count] of buckets) {
      seen += count
      if (seen >= rank) return valueOf(bucket)
    }
    return 0
  })
}

export function countOf(histogram: Histogram): number {
  let total = 0
  for (const count of histogram.values()) total += count
  return total
}
