// Cohen's kappa: how much two raters agree beyond what chance alone would bring about, on what both of them rated.

import { type Estimate, Z_95 } from './interval.ts'
import { OTHERS_FEW } from './others-few.ts'
import { wilsonInterval } from './wilson-interval.ts'

/** What two raters say yes or no to. */
export interface YesNoCounts {
  bothYes: number
  onlyFirst: number
  onlySecond: number
  bothNo: number
}

export function cohenKappaOfYesNo({ bothYes, onlyFirst, onlySecond, bothNo }: YesNoCounts): Estimate | null {
  return cohenKappa([
    [bothYes, onlyFirst],
    [onlySecond, bothNo],
  ])
}

/**
 * Of a table of counts, the first rater's categories down and the second's across, in the same order. With pₒ the part in
 * which they say the same, pₑ = Σ pᵢ. p.ᵢ what that would be if each rated by chance as often as they do:
 *
 *   κ = (pₒ − pₑ) / (1 − pₑ)
 *   Var κ = (Σ pᵢᵢ (1 − (pᵢ. + p.ᵢ)(1 − κ))² + (1 − κ)² Σ_{i≠j} pᵢⱼ (p.ᵢ + pⱼ.)² − (κ − pₑ(1 − κ))²) / (n (1 − pₑ)²)
 *
 * 1 is agreement always, 0 as by chance. Null where there is nothing, or both say one and the same of all: then chance
 * agrees always too. Counts may be weighted; they add up to what they weigh.
 *
 * That variance is too small where nearly everything is of one category, and none where they always agree however few there
 * are. So where fewer than twenty are anything else, no end is nearer than that of the Wilson interval of pₒ amounts to.
 *
 * Not valid for more than two raters (Krippendorff's alpha), and low where nearly everything is of one category, however
 * well they agree. J. Cohen, Educational and Psychological Measurement 20 (1960); the variance is of J. L. Fleiss,
 * J. Cohen and B. S. Everitt, Psychological Bulletin 72 (1969).
 */
export function cohenKappa(table: readonly (readonly number[])[]): Estimate | null {
  const count = table.flat().reduce((sum, cell) => sum + cell, 0)
  const parts = table.map((row) => row.map((cell) => cell / count))
  const first = parts.map((row) => row.reduce((sum, part) => sum + part, 0))
  const second = parts.map((_, column) => parts.reduce((sum, row) => sum + (row[column] ?? 0), 0))
  const observed = parts.reduce((sum, row, index) => sum + (row[index] ?? 0), 0)
  const byChance = first.reduce((sum, part, index) => sum + part * (second[index] ?? 0), 0)
  const room = 1 - byChance
  // One category alone leaves no room but for the last bits.
  if (count === 0 || room < 1e-12) return null
  const value = (observed - byChance) / room
  let spread = -((value - byChance * (1 - value)) ** 2)
  for (const [row, cells] of parts.entries())
    for (const [column, part] of cells.entries())
      spread +=
        row === column
          ? part * (1 - ((first[row] ?? 0) + (second[row] ?? 0)) * (1 - value)) ** 2
          : part * ((1 - value) * ((second[row] ?? 0) + (first[column] ?? 0))) ** 2
  const half = (Z_95 * Math.sqrt(Math.max(0, spread) / count)) / room
  const wilson = wilsonInterval(Math.min(1, observed), count)
  const others = count - Math.max(...table.map((row, index) => row[index] ?? 0))
  const isTooSure = others < OTHERS_FEW || spread < 1e-12
  const low = isTooSure ? Math.min(value - half, (wilson.low - byChance) / room) : value - half
  const high = isTooSure ? Math.max(value + half, (wilson.high - byChance) / room) : value + half
  return { value, low: Math.max(-1, low), high: Math.min(1, high), count }
}
