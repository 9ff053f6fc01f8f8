// What a shift alone costs: how much more of what was answered is bad because there is more of what is often bad.

type Counts = ReadonlyMap<number, number>

export interface HarmInput {
  /** By bin: how many there were in the reference, and are now. */
  reference: Counts
  current: Counts
  /** By bin: of those whose outcome is known, how many turned out well and how many did not. */
  good: Counts
  bad: Counts
}

/** So many rows of a bin are as if they were as bad as all are, so that a few do not make it out as good or bad. */
const PSEUDO_COUNTS = 10
/** Fewer outcomes say nothing of what is often bad. */
const OUTCOMES_MIN = 50

/**
 * With p and q the shares of a bin in the reference and now, and b how often what is in it is bad:
 *
 *   harm = Σ (q − p) · b,     b = (bad + 10·b̄) / (good + bad + 10)
 *
 * It is what would change if only the shares did (covariate shift); what goes bad within a bin is not in it. Null where
 * fewer than 50 outcomes are known or none of them is bad, or a side is empty.
 */
export function harmOf({ reference, current, good, bad }: HarmInput): number | null {
  const [was, now, allGood, allBad] = [sumOf(reference), sumOf(current), sumOf(good), sumOf(bad)]
  const known = allGood + allBad
  if (was === 0 || now === 0 || known < OUTCOMES_MIN || allBad === 0) return null
  let harm = 0
  for (const bin of new Set([...reference.keys(), ...current.keys()])) {
    const [well, badly] = [countOf(good, bin), countOf(bad, bin)]
    const badness = (badly + (PSEUDO_COUNTS * allBad) / known) / (well + badly + PSEUDO_COUNTS)
    harm += (countOf(current, bin) / now - countOf(reference, bin) / was) * badness
  }
  return harm
}

/** Less than nothing is nothing: a signal whose first values waited may have had more taken back than was counted. */
function countOf(counts: Counts, bin: number): number {
  return Math.max(0, counts.get(bin) ?? 0)
}

function sumOf(counts: Counts): number {
  return [...counts.keys()].reduce((sum, bin) => sum + countOf(counts, bin), 0)
}
