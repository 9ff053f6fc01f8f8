// Krippendorff's alpha: how much any number of raters agree beyond chance, whoever rated what, and where some did not.

import { bootstrapInterval } from './bootstrap.ts'
import type { Estimate, Interval } from './interval.ts'
import { createRandom } from './random.ts'
import { type Answer, type AnswerLevel, answerPoints, type Points } from './answer-points.ts'
import { OTHERS_FEW } from './others-few.ts'
import { wilsonInterval } from './wilson-interval.ts'

export interface AlphaAgreement {
  /** Items that two or more answered; only those count. */
  items: number
  /** The part of pairs of answers to one item that are the same; null where there are none. */
  observed: number | null
  /** Its count are the items. Null where nobody's answer ever differs from anybody's on anything. */
  alpha: Estimate | null
}

/** Beyond it items are put together by chance, and groups are drawn: the interval is the same but for chance. */
const GROUPS_MAX = 1_000
const REPLICATES_MAX = 1_000
const REPLICATES_MIN = 200
/** Sums that all replicates together add up, so that an interval takes no longer however many items there are. */
const ADDITIONS_MAX = 4_000_000

/** What is less than this part of what it is made of is none. */
const ROUNDING = 1e-12

/**
 * Of each item the answers that there are to it; who gave none is left out. With n answers to items that two or more
 * answered, m of them to an item, and δ² how far two answers are apart:
 *
 *   α = 1 − Dₒ/Dₑ,  Dₒ = Σ_items Σ_pairs δ² / (m − 1) / n,  Dₑ = Σ_pairs of all answers δ² / (n (n − 1))
 *
 * nominal: δ² is 0 where they are the same, else 1; interval: the squared difference; ordinal: the squared number of
 * answers ranked between them; sets: how many are in one of the two sets alone. 1 is agreement always, 0 as by chance.
 *
 * The interval is a bootstrap over items. Where nearly all answers are the same that has next to nothing to draw from, and
 * shrinks: of fifty items with one difference it ends where alpha is. So where fewer than twenty items hold an answer other
 * than the most frequent one, no end is nearer than that of the Wilson interval of the part of items with a difference
 * amounts to, differences and chance being as they are.
 *
 * Low where nearly all answers are the same, however well raters agree. Krippendorff takes .8 for good and .667 for the
 * least to draw any conclusion from. K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011); sets: squared
 * distance of their membership, in the same formula.
 */
export function krippendorffAlpha(answered: readonly (readonly Answer[])[], level: AnswerLevel): AlphaAgreement {
  const items = answered.filter((answers) => answers.length > 1)
  const pairs = items.reduce((sum, answers) => sum + (answers.length * (answers.length - 1)) / 2, 0)
  const observed = pairs === 0 ? null : items.reduce((sum, answers) => sum + samePairs(answers), 0) / pairs
  return { items: items.length, observed, alpha: alphaOf(items, level) }
}

function alphaOf(items: readonly (readonly Answer[])[], level: AnswerLevel): Estimate | null {
  const random = createRandom(items.length)
  const groups = groupItems(items, answerPoints(items, level), random)
  const value = groups.alpha(new Uint32Array(groups.count).fill(1))
  if (value === null) return null
  const replicates = Math.floor(ADDITIONS_MAX / groups.additions)
  const drawn =
    value === 1
      ? null
      : bootstrapInterval({
          items: groups.count,
          replicates: Math.max(REPLICATES_MIN, Math.min(REPLICATES_MAX, replicates)),
          random,
          estimate: groups.alpha,
        })
  const few = value === 1 || othersIn(items) < OTHERS_FEW ? fewEnds(items, value) : { low: value, high: value }
  return {
    value,
    low: Math.max(-1, Math.min(drawn?.low ?? value, few.low)),
    high: Math.min(1, Math.max(drawn?.high ?? value, few.high)),
    count: items.length,
  }
}

/** Items that are not answered by all with what most are answered by all with. */
function othersIn(items: readonly (readonly Answer[])[]): number {
  const unanimous = new Map<string, number>()
  let most = 0
  for (const answers of items) {
    const [first, ...rest] = answers.map(keyOf)
    if (first === undefined || rest.some((key) => key !== first)) continue
    const count = (unanimous.get(first) ?? 0) + 1
    unanimous.set(first, count)
    most = Math.max(most, count)
  }
  return items.length - most
}

/** Where no item has a difference one would be, if there were one, as large as those between items are. */
function fewEnds(items: readonly (readonly Answer[])[], value: number): Interval {
  const differing = items.filter(([first, ...rest]) =>
    rest.some((answer) => keyOf(answer) !== keyOf(first ?? '')),
  ).length
  const { low, high } = wilsonInterval(differing / items.length, items.length)
  const perPart = differing === 0 ? 1 / differenceByChance(items) : ((1 - value) * items.length) / differing
  return { low: 1 - high * perPart, high: 1 - low * perPart }
}

/** The part of pairs of all answers that differ. */
function differenceByChance(items: readonly (readonly Answer[])[]): number {
  const answers = items.flat().map(keyOf)
  const all = answers.length
  const counts = [...Map.groupBy(answers, (key) => key).values()].map(({ length }) => length)
  return 1 - counts.reduce((sum, count) => sum + (count * (count - 1)) / (all * (all - 1)), 0)
}

interface Groups {
  count: number
  /** Sums that one alpha adds up. */
  additions: number
  /** Where each group counts so many times; null where nothing differs. */
  alpha: (times: Uint32Array) => number | null
}

/**
 * An answer is a point, and δ² the squared distance of two; so Dₒ and Dₑ follow from how many answers there are, what
 * their squares add up to, and what they themselves add up to in each direction. Of a group the last are a run of `sums`.
 */
function groupItems(items: readonly (readonly Answer[])[], points: Points, random: () => number): Groups {
  const count = Math.min(items.length, GROUPS_MAX)
  const answers = new Float64Array(count)
  const squares = new Float64Array(count)
  const within = new Float64Array(count)
  const directions = Array.from({ length: count }, () => new Map<number, number>())
  for (const [index, ofItem] of items.entries()) {
    const group = items.length === count ? index : Math.floor(random() * count)
    const item = points(ofItem)
    answers[group] = (answers[group] ?? 0) + ofItem.length
    squares[group] = (squares[group] ?? 0) + item.squares
    let length = 0
    for (const [direction, sum] of item.sums) {
      directions[group]?.set(direction, (directions[group].get(direction) ?? 0) + sum)
      length += sum ** 2
    }
    within[group] = (within[group] ?? 0) + (ofItem.length * item.squares - length) / (ofItem.length - 1)
  }
  const starts = [0]
  for (const of of directions) starts.push((starts.at(-1) ?? 0) + of.size)
  const places = Uint32Array.from(directions.flatMap((of) => [...of.keys()]))
  const sums = Float64Array.from(directions.flatMap((of) => [...of.values()]))
  const total = new Float64Array(places.reduce((most, place) => Math.max(most, place + 1), 0))
  return {
    count,
    additions: places.length + total.length + count,
    alpha: (times) => {
      total.fill(0)
      let [all, ofSquares, disagreement, length] = [0, 0, 0, 0]
      for (let group = 0; group < count; group += 1) {
        const drawn = times[group] ?? 0
        if (drawn === 0) continue
        all += drawn * (answers[group] ?? 0)
        ofSquares += drawn * (squares[group] ?? 0)
        disagreement += drawn * (within[group] ?? 0)
        const end = starts[group + 1] ?? 0
        for (let at = starts[group] ?? 0; at < end; at += 1) {
          const place = places[at] ?? 0
          total[place] = (total[place] ?? 0) + drawn * (sums[at] ?? 0)
        }
      }
      for (const sum of total) length += sum ** 2
      const expected = (all * ofSquares - length) / (all - 1)
      if (expected <= ROUNDING * all * ofSquares) return null
      return disagreement <= ROUNDING * expected ? 1 : 1 - disagreement / expected
    },
  }
}

function samePairs(answers: readonly Answer[]): number {
  const counts = new Map<string, number>()
  let same = 0
  for (const answer of answers) {
    const key = keyOf(answer)
    const before = counts.get(key) ?? 0
    same += before
    counts.set(key, before + 1)
  }
  return same
}

function keyOf(answer: Answer): string {
  return typeof answer === 'object' ? JSON.stringify(answer.toSorted()) : String(answer)
}
