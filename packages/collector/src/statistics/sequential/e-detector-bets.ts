// Which bets to mix, and in which proportion, so that an alarm comes soon for every change between a small one and a large
// one. For whoever knows both; the grid of the e-detector itself asks for neither.

/** A change is spoken of by how far the mean moves. */
interface Changes {
  /** One over how many observations there are to a false alarm on average. */
  alpha: number
  /** The mean that is still fine, between 0 and 1. */
  mean: number
  smallest: number
  largest: number
}

/** The largest stake first; the weights sum to 1. */
interface Bets {
  stakes: number[]
  weights: number[]
}

/** The convex conjugate ψ* of a family, what it rises by, and its inverse. */
interface Family {
  conjugate: (change: number) => number
  rise: (change: number) => number
  inverse: (value: number) => number
  /** The least that one observation adds to the variance. */
  leastVariance: number
  most: number
}

/** At most so many bets, of values between 0 and 1 and of zeros and ones. */
const MOST_BOUNDED = 1000
const MOST_BERNOULLI = 200
const HALVINGS = 200
const LARGEST_EXPONENTIAL = 1000

/**
 * For values between 0 and 1, whose growth is 1 + λ(x/m − 1): what a change of so much may mean for these stakes depends on
 * the spread after it, which is not known, so that both ends are wide. Where the largest change is the largest possible,
 * all values are 1 and have no spread.
 * Shin, Ramdas and Rinaldo, "E-detectors", NEJSDS (2023), section 4; `build_stcp_bounded` of stcp.
 */
export function boundedBets({ alpha, mean, smallest, largest }: Changes): Bets {
  const spread = Math.abs(largest + mean - 1) < 1e-6 ? 0 : 0.25
  const conjugate = (change: number): number => change - Math.log1p(change)
  const family: Family = {
    conjugate,
    rise: (change) => change / (1 + change),
    inverse: (value) => rootBetween(0, LARGEST_EXPONENTIAL, (change) => conjugate(change) - value),
    leastVariance: 0,
    most: MOST_BOUNDED,
  }
  return mixedBets(alpha, (mean * smallest) / (spread + largest ** 2), (mean * largest) / smallest ** 2, family)
}

/**
 * For zeros and ones, whose growth is exp(λ(x − m) − ψ(λ)) with ψ(λ) = ln(1 − m + m e^λ) − λm.
 * The same, `build_stcp_exp` with `generate_sub_B_fn` of stcp.
 */
export function bernoulliBets({ alpha, mean, smallest, largest }: Changes): Bets {
  const conjugate = (change: number): number => {
    const share = mean + change
    if (share >= 1) return -Math.log(mean)
    return share * Math.log(share / mean) + (1 - share) * Math.log((1 - share) / (1 - mean))
  }
  const family: Family = {
    conjugate,
    rise: (change) => Math.log(((mean + change) * (1 - mean)) / (mean * (1 - mean - change))),
    inverse: (value) => rootBetween(0, 1 - mean, (change) => conjugate(change) - value),
    leastVariance: 1,
    most: MOST_BERNOULLI,
  }
  return mixedBets(alpha, smallest, largest, family)
}

/**
 * K stakes whose ψ* are spaced evenly on a log scale, with K and the height g so that the mixture reaches 1/α as soon as any
 * of them could have: the g for which the least of K e^(−g r^(−1/K)) over K, with e^(−g) for the largest change itself, is α;
 * r is the ratio of ψ* between both ends.
 */
function mixedBets(alpha: number, smallest: number, largest: number, family: Family): Bets {
  const { conjugate, rise, inverse, leastVariance, most } = family
  const [low, high] = [conjugate(smallest), conjugate(largest)]
  const log = Math.log(1 / alpha)
  if (log <= leastVariance * low || smallest === largest) return { stakes: [rise(smallest)], weights: [1] }
  const ratio = high / low
  const powers = Array.from({ length: most }, (_, at) => ratio ** (-1 / (at + 1)))
  const logOf = (height: number): number => Math.min(...powers.map((power, at) => Math.log(at + 1) - height * power))
  const isWithin = logOf(leastVariance * high) <= -log
  const height = isWithin
    ? rootBetween(log, leastVariance * high, (g) => -logOf(g) - log)
    : rootBetween(leastVariance * high, ratio * Math.log(2 / alpha), (g) => -logOfSum(-g, logOf(g)) - log)
  const least = logOf(height)
  const count = powers.findIndex((power, at) => Math.log(at + 1) - height * power === least) + 1
  const step = ratio ** (1 / count)
  const between = Array.from({ length: count - 1 }, (_, at) => rise(inverse(high / step ** (at + 1))))
  const raw = Array.from({ length: count }, () => Math.exp(-height / step))
  // Beyond what one observation can show, the largest change has a bet of its own.
  const hasOwn = height > leastVariance * high
  const weights = hasOwn ? [Math.exp(-height), ...raw] : raw
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return {
    stakes: [...(hasOwn ? [rise(largest)] : []), ...between, rise(smallest)],
    weights: weights.map((weight) => weight / sum),
  }
}

function logOfSum(one: number, other: number): number {
  return Math.max(one, other) + Math.log1p(Math.exp(-Math.abs(one - other)))
}

/** Where what rises crosses zero. */
function rootBetween(from: number, to: number, rising: (x: number) => number): number {
  let [low, high] = [from, to]
  for (let at = 0; at < HALVINGS && high > low; at += 1) {
    const middle = low + (high - low) / 2
    if (middle <= low || middle >= high) break
    if (rising(middle) < 0) low = middle
    else high = middle
  }
  return low + (high - low) / 2
}
