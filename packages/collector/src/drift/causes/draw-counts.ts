// Counts as they might have come out, drawn by chance: how many of so many rows fall into each of several parts.

import { normalFrom } from '../../statistics/normal-from.ts'

/** Of fewer expected ones counts are drawn exactly, of more from the normal, whose error is then far below their spread. */
const EXACT_MAX = 30

/** So many rows over shares that add up to one, as one draw after the other: each part from what the ones before left. */
export function drawCounts(rows: number, shares: readonly number[], random: () => number): number[] {
  let [left, share] = [Math.round(rows), 1]
  return shares.map((part) => {
    const count = drawCount(left, share > 0 ? Math.min(1, Math.max(0, part / share)) : 0, random)
    left -= count
    share -= part
    return count
  })
}

/** How many of so many rows are something that each is with this chance. */
export function drawCount(rows: number, chance: number, random: () => number): number {
  if (chance > 0.5) return rows - drawCount(rows, 1 - chance, random)
  if (rows <= 0 || chance <= 0) return 0
  if (rows * chance > EXACT_MAX) {
    const drawn = Math.round(rows * chance + Math.sqrt(rows * chance * (1 - chance)) * normalFrom(random))
    return Math.min(rows, Math.max(0, drawn))
  }
  // From one that is something to the next there are so many rows (geometric).
  let [count, at] = [0, 0]
  for (;;) {
    at += Math.floor(Math.log(1 - random()) / Math.log1p(-chance)) + 1
    if (at > rows) return count
    count += 1
  }
}
