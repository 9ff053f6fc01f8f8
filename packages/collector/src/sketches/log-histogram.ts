// How values of any size are spread, in buckets that grow with the value: a quantile is within one part in a hundred of
// the true one, whatever the values are (the idea of DDSketch). Counts are whole, so two of these add up, and take away.

/** How many values fell into each bucket, from the first one on that there is room for. */
export interface Histogram {
  first: number
  /** Plain numbers: most are of few values, and room for those is made at once. */
  counts: number[]
  /** How many buckets count anything. */
  filled: number
}

const ERROR_MAX = 0.01
/** Each bucket is so many times as wide as the one before. */
const GROWTH = (1 + ERROR_MAX) / (1 - ERROR_MAX)
const LOG_GROWTH = Math.log(GROWTH)
/** Room is made for so many buckets at once: values of one kind mostly lie within a hundred times of each other. */
const ROOM = 64

/** Whole values from 0 to this are told apart; what is larger counts as this. Microseconds up to eleven days. */
export const VALUE_MAX = 1e12

export function emptyHistogram(): Histogram {
  return { first: 0, counts: [], filled: 0 }
}

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

export function addToBucket(histogram: Histogram, bucket: number, by: number): void {
  let place = bucket - histogram.first
  if (place < 0 || place >= histogram.counts.length) {
    makeRoom(histogram, bucket)
    place = bucket - histogram.first
  }
  const before = histogram.counts[place] ?? 0
  const after = before + by
  histogram.counts[place] = after
  if (before === 0) histogram.filled += 1
  if (after === 0) histogram.filled -= 1
}

export function addHistogram(into: Histogram, { first, counts }: Histogram, sign: 1 | -1): void {
  for (let place = 0; place < counts.length; place += 1) {
    const count = counts[place] ?? 0
    if (count !== 0) addToBucket(into, first + place, sign * count)
  }
}

/**
 * Of the values, the smallest that so large a share of them are not larger than: 0.5 asks for the median. Of the shares,
 * each is no smaller than the one before.
 */
export function quantilesOf(histogram: Histogram, shares: readonly number[]): number[] {
  const { first, counts } = histogram
  const total = countOf(histogram)
  const quantiles: number[] = []
  let place = -1
  let seen = 0
  for (const share of shares) {
    const rank = Math.max(Math.ceil(share * total), 1)
    while (seen < rank && place < counts.length - 1) {
      place += 1
      seen += counts[place] ?? 0
    }
    quantiles.push(place < 0 ? 0 : valueOf(first + place))
  }
  return quantiles
}

export function countOf({ counts }: Histogram): number {
  let total = 0
  for (const count of counts) total += count
  return total
}

function makeRoom(histogram: Histogram, bucket: number): void {
  const { counts } = histogram
  const from = Math.floor(bucket / ROOM) * ROOM
  if (counts.length === 0) histogram.first = from
  else if (from < histogram.first) {
    histogram.counts = [...Array.from({ length: histogram.first - from }, () => 0), ...counts]
    histogram.first = from
    return
  }
  while (counts.length < from + ROOM - histogram.first) counts.push(0)
}
