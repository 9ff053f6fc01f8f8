// How much each hour of a reference weighs, so that it has the same mix of hours of the week as the current window: a night
// is compared with nights, and a day with days.

import type { Timed } from './timed.ts'

/** Where less of what came now is in hours that the reference has, it is compared with all hours. */
const COVERED_MIN = 0.5

/**
 * By slot, how much a row of it weighs; null where hours cannot be matched. The weights leave the number of rows as it is.
 * What came now in hours that the reference has no rows of is compared with all of its hours.
 */
export function weighSlots(
  current: readonly Timed[],
  reference: readonly Timed[],
  slotOf: (startMs: number) => number,
): ReadonlyMap<number, number> | null {
  const [now, was] = [rowsBySlot(current, slotOf), rowsBySlot(reference, slotOf)]
  const [all, allWas] = [sumOf(now.values()), sumOf(was.values())]
  const covered = sumOf([...now].filter(([slot]) => was.has(slot)).map(([, rows]) => rows))
  if (all === 0 || covered < COVERED_MIN * all) return null
  const uncovered = (all - covered) / all
  const shares = [...was].map(([slot, rows]): [slot: number, rows: number, share: number] => [
    slot,
    rows,
    (now.get(slot) ?? 0) / all + (uncovered * rows) / allWas,
  ])
  const used = sumOf(shares.filter(([, , share]) => share > 0).map(([, rows]) => rows))
  return new Map(shares.map(([slot, rows, share]) => [slot, (share * used) / rows]))
}

function rowsBySlot(timed: readonly Timed[], slotOf: (startMs: number) => number): Map<number, number> {
  const rows = new Map<number, number>()
  for (const { startMs, rows: some } of timed) rows.set(slotOf(startMs), (rows.get(slotOf(startMs)) ?? 0) + some)
  return rows
}

function sumOf(values: Iterable<number>): number {
  let sum = 0
  for (const value of values) sum += value
  return sum
}
