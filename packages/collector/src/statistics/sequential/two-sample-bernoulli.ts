// Two versions that run side by side: evidence that their shares differ, which may be looked at after every pair.

/** What is thought to have been seen of each share before the first: less than half of one success, and of one failure. */
const PRIOR = 0.18

/** What was seen of one of the two. */
interface Seen {
  successes: number
  count: number
}

/**
 * Pairs of 0 or 1, one of each version. After each pair, the log of the product of
 *
 *   p_a(x_a) p_b(x_b) / (p₀(x_a) p₀(x_b)),  p₀ = (p_a + p_b)/2
 *
 * with p_a and p_b the shares so far, a little drawn to one half. If both have the same share, whatever it is and even if it
 * changes over time, the chance that e to the power of it ever reaches 1/α is at most α. It gains nothing from the first
 * pair, whose shares are not known yet.
 * R. Turner, A. Ly and P. Grünwald, "Generic E-variables for exact sequential k-sample tests that allow for optional
 * stopping", JSPI 230 (2024), arXiv 2106.02693.
 */
export function twoSampleBernoulli(first: readonly number[], second: readonly number[]): number[] {
  const [a, b]: [Seen, Seen] = [
    { successes: 0, count: 0 },
    { successes: 0, count: 0 },
  ]
  let log = 0
  return first.slice(0, second.length).map((x, at) => {
    const y = second[at] ?? 0
    const [shareA, shareB] = [shareOf(a), shareOf(b)]
    const both = (shareA + shareB) / 2
    log += logChance(shareA, x) + logChance(shareB, y) - logChance(both, x) - logChance(both, y)
    see(a, x)
    see(b, y)
    return log
  })
}

function shareOf({ successes, count }: Seen): number {
  return (successes + PRIOR) / (count + 2 * PRIOR)
}

function logChance(share: number, value: number): number {
  return value === 1 ? Math.log(share) : Math.log1p(-share)
}

function see(seen: Seen, value: number): void {
  seen.successes += value
  seen.count += 1
}
