// By how much counts vary in the one direction in which they vary most, as days do that have more of some and less of others.

/** What each hour or day of one slot counts, by group. */
type SlotCounts = readonly (readonly number[])[]

/** So far above its middle the largest of what chance alone makes lies in 5 of 100 (Tracy and Widom, real). */
const CHANCE = 0.98
const ROUNDS = 60

/**
 * With r the residuals (count − expected)/√expected of each cluster, and λ the largest eigenvalue of Σ r rᵀ / n with
 * n = clusters − slots: where λ is beyond what chance makes of d = groups − 1 directions, the dispersion ℓ behind it solves
 *
 *   λ = ℓ + γ ℓ/(ℓ − 1),     γ = d/n
 *
 * since the largest of many is too large by as much. 1 where chance may have made it. Not valid where fewer than some five are
 * expected in a group of a cluster, whose residuals are nowhere near normal.
 * J. Baik, G. Ben Arous and S. Péché, Ann. Probab. 33 (2005); I. Johnstone, Ann. Statist. 29 (2001).
 */
export function steepestDispersion(slots: readonly SlotCounts[]): number {
  const residuals = slots.flatMap(residualsOf)
  const freedom = residuals.length - slots.length
  const filled = new Set(residuals.flatMap((row) => row.flatMap((value, group) => (value === 0 ? [] : [group]))))
  const directions = filled.size - 1
  if (freedom < 2 || directions < 1) return 1
  const largest = largestEigenvalue(residuals) / freedom
  const [root, rest] = [Math.sqrt(freedom - 1), Math.sqrt(directions)]
  const chance = (root + rest) ** 2 + CHANCE * (root + rest) * Math.cbrt(1 / root + 1 / rest)
  const ratio = directions / freedom
  if (largest * freedom <= chance) return 1
  const middle = largest + 1 - ratio
  return Math.max(1, (middle + Math.sqrt(Math.max(0, middle ** 2 - 4 * largest))) / 2)
}

function residualsOf(slot: SlotCounts): number[][] {
  const totals: number[] = []
  for (const counts of slot) for (const [group, count] of counts.entries()) totals[group] = (totals[group] ?? 0) + count
  const all = totals.reduce((sum, total) => sum + total, 0)
  return slot.map((counts) => {
    const rows = counts.reduce((sum, count) => sum + count, 0)
    return totals.map((total, group) => {
      const expected = (rows * total) / all
      return expected > 0 ? ((counts[group] ?? 0) - expected) / Math.sqrt(expected) : 0
    })
  })
}

/** Of Σ r rᵀ, by going on in the direction in which it goes. */
function largestEigenvalue(rows: readonly (readonly number[])[]): number {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  // No direction of interest is at right angles to one that is so uneven.
  let direction = Array.from({ length: width }, (_, place) => 1 + Math.sin(place + 1))
  let value = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = Array.from({ length: width }, () => 0)
    for (const row of rows) {
      const along = row.reduce((sum, part, place) => sum + part * (direction[place] ?? 0), 0)
      for (const [place, part] of row.entries()) next[place] = (next[place] ?? 0) + along * part
    }
    const length = Math.hypot(...next)
    if (length === 0) return 0
    value = length
    direction = next.map((part) => part / length)
  }
  return value
}
