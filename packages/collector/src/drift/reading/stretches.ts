// Which cells a stretch of time is read from: few where it is long, and those of the same hours where hours are matched.

import { DAY_MS, overlaps, type Stretch, WEEK_MS } from '../hours.ts'

/** Whole days of stretches, which cells of days are of, and what is left at their ends. */
export function daysAndEnds(stretches: readonly Stretch[]): { days: Stretch[]; ends: Stretch[] } {
  const [days, ends]: [Stretch[], Stretch[]] = [[], []]
  for (const { fromMs, toMs } of stretches) {
    const firstMs = Math.ceil(fromMs / DAY_MS) * DAY_MS
    const lastMs = Math.floor(toMs / DAY_MS) * DAY_MS
    if (firstMs >= lastMs) {
      ends.push({ fromMs, toMs })
      continue
    }
    days.push({ fromMs: firstMs, toMs: lastMs })
    if (fromMs < firstMs) ends.push({ fromMs, toMs: firstMs })
    if (lastMs < toMs) ends.push({ fromMs: lastMs, toMs })
  }
  return { days, ends }
}

/** Of stretches what lies whole weeks before the window, or in it; it is at most a week long. */
export function sameHours(stretches: readonly Stretch[], { fromMs, toMs }: Stretch): Stretch[] {
  const firstMs = stretches.reduce((first, stretch) => Math.min(first, stretch.fromMs), fromMs)
  const same: Stretch[] = []
  for (let agoMs = 0; toMs - agoMs > firstMs; agoMs += WEEK_MS) {
    same.unshift(...overlaps(stretches, { fromMs: fromMs - agoMs, toMs: toMs - agoMs }))
  }
  return same
}
