// Two shares are the same, but nobody says which share it is: how likely a set of tables is at most, whatever it is.

/** By successes in the first: which successes in the second are in the set. None where it is -1 and one more than there are. */
export interface TableSet {
  /** So many, or fewer. */
  upTo: Int32Array
  /** So many, or more. */
  from: Int32Array
}

export interface Sizes {
  first: number
  second: number
}

/** Beyond so many rows in both together nobody needs an exact test, and its cost grows as their number to the power of 1.5. */
export const MOST_EXACT_ROWS = 4000

/** Golden sections: each leaves .618 of where the best may lie. */
const SECTIONS = 40
/** From here on numbers lose their digits, and time with them. */
const VANISHED = 1e-300
const GOLDEN = (Math.sqrt(5) - 1) / 2

/**
 * max over π of Σ P(Binomial(n₁, π) = i) · P(Binomial(n₂, π) in the set of i). Looked for at shares sin²(t) of even t, where hills are
 * equally wide, four of them to a standard deviation; then between the neighbours of the highest ones.
 */
export function largestChance(set: TableSet, { first, second }: Sizes): number {
  const chance = (t: number): number => chanceAt(set, binomial(first, t), binomial(second, t))
  const steps = Math.ceil(8 * Math.sqrt(first + second)) + 32
  const width = Math.PI / 2 / steps
  const heights = Array.from({ length: steps + 1 }, (_, step) => chance(step * width))
  const highest = Math.max(...heights)
  const hills = heights.flatMap((height, step) => {
    const isHill = height >= (heights[step - 1] ?? 0) && height >= (heights[step + 1] ?? 0)
    return isHill && height > 0.9 * highest ? [step] : []
  })
  return hills.reduce((most, step) => {
    const [low, high] = [Math.max(0, step - 1) * width, Math.min(steps, step + 1) * width]
    return Math.max(most, topBetween(chance, low, high))
  }, highest)
}

function topBetween(height: (t: number) => number, from: number, to: number): number {
  let [low, high] = [from, to]
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)]
  let [atLeft, atRight] = [height(left), height(right)]
  for (let section = 0; section < SECTIONS; section += 1) {
    if (atLeft > atRight) {
      ;[high, right, atRight] = [right, left, atLeft]
      left = high - GOLDEN * (high - low)
      atLeft = height(left)
    } else {
      ;[low, left, atLeft] = [left, right, atRight]
      right = low + GOLDEN * (high - low)
      atRight = height(right)
    }
  }
  return Math.max(atLeft, atRight)
}

function chanceAt({ upTo, from }: TableSet, first: Float64Array, second: Float64Array): number {
  const below = Float64Array.from(second)
  const above = Float64Array.from(second)
  for (let at = 1; at < second.length; at += 1) {
    below[at] = (below[at] ?? 0) + (below[at - 1] ?? 0)
    const back = second.length - 1 - at
    above[back] = (above[back] ?? 0) + (above[back + 1] ?? 0)
  }
  return first.reduce(
    (sum, share, at) => sum + share * ((below[upTo[at] ?? -1] ?? 0) + (above[from[at] ?? second.length] ?? 0)),
    0,
  )
}

/** The shares of Binomial(count, sin²(t)), from the likeliest outwards. */
function binomial(count: number, t: number): Float64Array {
  const [good, bad] = [Math.sin(t) ** 2, Math.cos(t) ** 2]
  const shares = new Float64Array(count + 1)
  const likeliest = Math.min(count, Math.floor((count + 1) * good))
  let every = 1
  shares[likeliest] = 1
  for (let at = likeliest + 1; at <= count && (shares[at - 1] ?? 0) > VANISHED; at += 1) {
    const share = ((shares[at - 1] ?? 0) * (count - at + 1) * good) / (at * bad)
    shares[at] = share
    every += share
  }
  for (let at = likeliest - 1; at >= 0 && (shares[at + 1] ?? 0) > VANISHED; at -= 1) {
    const share = ((shares[at + 1] ?? 0) * (at + 1) * bad) / ((count - at) * good)
    shares[at] = share
    every += share
  }
  return shares.map((share) => share / every)
}
