// ADWIN as river has it today: a window of values in buckets that double, which is cut wherever the means on both sides differ
// by more than chance; each end of a bucket is a cut that is tried.
// A. Bifet and R. Gavaldà, "Learning from time-changing data with adaptive windowing", SDM 2007.
import type { Rival } from './rival.ts'

interface AdwinOptions {
  delta: number
  /** Cuts are tried each so many values. */
  clock?: number
}

/** Of 2^row values. */
interface Bucket {
  total: number
  variance: number
}

interface Window {
  ticks: number
  width: number
  total: number
  variance: number
  /** The newest row first, in each the oldest bucket first. */
  rows: Bucket[][]
}

const BUCKETS_MAX = 5
const SIDE_MIN = 5
const GRACE = 10

export function createAdwin({ delta, clock = 32 }: AdwinOptions): Rival {
  const fresh = (): Window => ({ ticks: 0, width: 0, total: 0, variance: 0, rows: [[]] })
  let window = fresh()
  return {
    update: (value) => {
      insert(window, value)
      window.ticks += 1
      if (window.ticks % clock !== 0 || window.width <= GRACE) return false
      const isAlarm = shrink(window, delta)
      if (isAlarm) window = fresh()
      return isAlarm
    },
  }
}

function insert(window: Window, value: number): void {
  window.width += 1
  if (window.width > 1) {
    const others = window.width - 1
    window.variance += (others * (value - window.total / others) ** 2) / window.width
  }
  window.total += value
  window.rows[0]?.push({ total: value, variance: 0 })
  compress(window.rows)
}

/** Of six buckets the two oldest become one of the next row. */
function compress(rows: Bucket[][]): void {
  for (let row = 0; (rows[row]?.length ?? 0) > BUCKETS_MAX; row += 1) {
    const [first, second] = rows[row]?.splice(0, 2) ?? []
    if (first === undefined || second === undefined) return
    const size = 2 ** row
    const apart = (size * (first.total / size - second.total / size) ** 2) / 2
    const next = rows[row + 1] ?? []
    rows[row + 1] = next
    next.push({ total: first.total + second.total, variance: first.variance + second.variance + apart })
  }
}

/** Drops the oldest as long as a cut is found; whether any was. */
function shrink(window: Window, delta: number): boolean {
  let isCut = false
  while (hasCut(window, delta)) {
    isCut = true
    dropOldest(window)
  }
  return isCut
}

function hasCut({ width, total, variance, rows }: Window, delta: number): boolean {
  const log = Math.log((2 * Math.log(width)) / delta)
  let [before, sumBefore] = [0, 0]
  for (let row = rows.length - 1; row >= 0; row -= 1) {
    for (const bucket of rows[row] ?? []) {
      before += 2 ** row
      sumBefore += bucket.total
      const after = width - before
      if (after < SIDE_MIN) return false
      if (before < SIDE_MIN) continue
      const apart = Math.abs(sumBefore / before - (total - sumBefore) / after)
      const both = 1 / (before - SIDE_MIN + 1) + 1 / (after - SIDE_MIN + 1)
      if (apart > Math.sqrt(2 * both * (variance / width) * log) + (2 / 3) * log * both) return true
    }
  }
  return false
}

function dropOldest(window: Window): void {
  const oldest = window.rows.at(-1)?.shift()
  if (oldest === undefined) return
  const size = 2 ** (window.rows.length - 1)
  window.width -= size
  window.total -= oldest.total
  const apart = (size * window.width * (oldest.total / size - window.total / window.width) ** 2) / (size + window.width)
  window.variance -= oldest.variance + apart
  if (window.rows.at(-1)?.length === 0) window.rows.pop()
}
