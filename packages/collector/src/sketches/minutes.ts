// How long things take, counted by powers of two of minutes: as little as is needed to know by when most have come.

const MINUTE_MS = 60_000
/** Half a million minutes are a year; longer counts as this. */
const POWER_MAX = 20

/** One more that took so long; of what took no time, or less than none, it is as of a minute. */
export function addMinutes(counts: number[], tookMs: number): void {
  const power = Math.min(Math.max(Math.ceil(Math.log2(tookMs / MINUTE_MS)) || 0, 0), POWER_MAX)
  while (counts.length <= power) counts.push(0)
  counts[power] = (counts[power] ?? 0) + 1
}

/** By when at least this share has come, in milliseconds; null where nothing ever did. */
export function shareComeMs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  let come = 0
  for (const [power, count] of counts.entries()) {
    come += count
    if (come >= share * total) return 2 ** power * MINUTE_MS
  }
  return 2 ** POWER_MAX * MINUTE_MS
}
