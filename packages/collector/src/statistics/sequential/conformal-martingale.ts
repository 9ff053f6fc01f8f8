// Evidence that a stream of numbers is not always of the same kind, whatever kind that is: without a reference, and
// without a word about how the numbers are distributed.

/** How much of each capital is shared out anew at every step, so that none is ever poor for good. */
const JUMP = 0.01
const STAKES = [-1, 0, 1] as const

/**
 * After each value, the log of the simple jumper martingale. The value's p value is the share of all values so far that
 * are larger, of ties one half, itself included; without a change these are uniform and independent of each other, for
 * exchangeable values of any distribution. Three gamblers multiply their capital by 1 + ε(p − ½), with ε = −1, 0 and 1, and
 * before each step give a hundredth of it to be shared equally. Their sum begins with 1, and the chance that it ever
 * reaches 1/α is at most α, but for ties, whose half is not drawn by lot.
 *
 * Not valid where values hang together over time without a change, as with hours of the day. It learns from all that it
 * has seen, so that of a change long ago it says less and less.
 * V. Vovk, I. Petej, I. Nouretdinov, E. Ahlberg, L. Carlsson and A. Gammerman, "Retrain or not retrain: conformal test
 * martingales for change-point detection", COPA (2021), arXiv 2102.10439.
 */
export function simpleJumper(values: readonly number[]): number[] {
  const sorted: number[] = []
  let capitals = STAKES.map(() => 1 / STAKES.length)
  let log = 0
  return values.map((value) => {
    sorted.splice(
      placeOf(sorted, (other) => other > value),
      0,
      value,
    )
    const upTo = placeOf(sorted, (other) => other > value)
    const below = placeOf(sorted, (other) => other >= value)
    const p = (sorted.length - upTo + (upTo - below) / 2) / sorted.length
    // Shares of the sum, which itself is kept as a log: it grows beyond any number.
    const grown = STAKES.map(
      (stake, at) => ((1 - JUMP) * (capitals[at] ?? 0) + JUMP / STAKES.length) * (1 + stake * (p - 0.5)),
    )
    const sum = grown.reduce((total, capital) => total + capital, 0)
    capitals = grown.map((capital) => capital / sum)
    log += Math.log(sum)
    return log
  })
}

/** Where the first lies for which it is true; behind all where there is none. */
function placeOf(sorted: readonly number[], isBehind: (value: number) => boolean): number {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if (isBehind(sorted[middle] ?? Infinity)) to = middle
    else from = middle + 1
  }
  return from
}
