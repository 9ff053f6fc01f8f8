// The hypergeometric distribution: how many of those drawn are good, where they are drawn from few and not put back. It needs no
// gamma function, of which too few digits are left where counts are large.

/** Of all, some are good, and some are drawn: the margins of a table of two by two. Whole numbers. */
export interface Margins {
  draws: number
  good: number
  all: number
}

/** From here on numbers lose their digits, and may never come down to 0. */
const VANISHED = 1e-300

/**
 * Each number of good ones that may be drawn, with how likely it is relative to the likeliest: from that one outwards, until
 * nothing is left that can be told from 0. That is some 40 standard deviations on either side: thousands of steps where
 * all are a million.
 */
export function visitHypergeometric(margins: Margins, visit: (at: number, likelihood: number) => void): void {
  const { draws, good, all } = margins
  const least = Math.max(0, draws + good - all)
  const most = Math.min(draws, good)
  const likeliest = Math.floor(((draws + 1) * (good + 1)) / (all + 2))
  visit(likeliest, 1)
  for (let at = likeliest + 1, likelihood = 1; at <= most; at += 1) {
    likelihood *= ratioAbove(margins, at - 1)
    if (likelihood < VANISHED) break
    visit(at, likelihood)
  }
  for (let at = likeliest - 1, likelihood = 1; at >= least; at -= 1) {
    likelihood /= ratioAbove(margins, at)
    if (likelihood < VANISHED) break
    visit(at, likelihood)
  }
}

/** How likely it is that so many good ones are drawn, or fewer. */
export function hypergeometricBelow(margins: Margins, at: number): number {
  let [below, every] = [0, 0]
  visitHypergeometric(margins, (one, likelihood) => {
    every += likelihood
    if (one <= at) below += likelihood
  })
  return below / every
}

/** By how much likelier one more than `at` is than `at`. */
function ratioAbove({ draws, good, all }: Margins, at: number): number {
  return ((good - at) * (draws - at)) / ((at + 1) * (all - good - draws + at + 1))
}
