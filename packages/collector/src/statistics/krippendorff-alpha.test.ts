import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Answer, AnswerLevel } from './answer-points.ts'
import { agreement } from './fixtures/golden.ts'
import { rateItems, trueKappa } from './fixtures/two-raters.ts'
import { krippendorffAlpha } from './krippendorff-alpha.ts'
import { createRandom } from './random.ts'

const LEVELS = ['nominal', 'ordinal', 'interval'] as const

/** What raters said of items, one list a rater; null where they said nothing. */
function itemsOf(raters: readonly (readonly (number | null)[])[]): number[][] {
  return (raters[0] ?? []).map((_, item) => raters.flatMap((said) => said[item] ?? []))
}

/** By the definition: all pairs, one by one. */
function alphaByPairs<Said extends Answer>(
  answered: readonly (readonly Said[])[],
  distance: (left: Said, right: Said) => number,
): number | null {
  const items = answered.filter((answers) => answers.length > 1)
  const all = items.flat()
  const sum = (answers: readonly Said[]): number =>
    answers.reduce((total, left) => total + answers.reduce((of, right) => of + distance(left, right), 0), 0)
  const observed = items.reduce((total, answers) => total + sum(answers) / (answers.length - 1), 0) / all.length
  const expected = sum(all) / (all.length * (all.length - 1))
  return all.length === 0 || expected === 0 ? null : 1 - observed / expected
}

const alphaOf = (answered: readonly (readonly Answer[])[], level: AnswerLevel) =>
  krippendorffAlpha(answered, level).alpha?.value ?? null

const numbers = fc.array(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), { maxLength: 12 })
const sets = fc.array(fc.array(fc.subarray(['a', 'b', 'c', 'd']), { maxLength: 4 }), { maxLength: 10 })

const [published] = agreement.alphas

it('Krippendorff 2011: four observers of twelve units agree by .743, .815 and .849', () => {
  const items = itemsOf(published?.raters ?? [])
  expect(LEVELS.map((level) => alphaOf(items, level)?.toFixed(3))).toEqual(['0.743', '0.815', '0.849'])
  expect(krippendorffAlpha(items, 'nominal')).toMatchObject({ items: 11, alpha: { count: 11 } })
})

it.each(agreement.alphas.map((golden, place) => ({ place, ...golden })))(
  'alpha is what the package krippendorff says of table $place',
  ({ raters, ...golden }) => {
    for (const level of LEVELS) expect(alphaOf(itemsOf(raters), level)).toBeCloseTo(golden[level], 12)
  },
)

it('alpha is what its definition says, pair by pair', () => {
  const distance = {
    nominal: (a: number, b: number) => Number(a !== b),
    interval: (a: number, b: number) => (a - b) ** 2,
  }
  fc.assert(
    fc.property(numbers, (items) => {
      for (const level of ['nominal', 'interval'] as const)
        expect(alphaOf(items, level) ?? 9).toBeCloseTo(alphaByPairs(items, distance[level]) ?? 9, 9)
    }),
    { numRuns: 50 },
  )
})

it('two sets are as far apart as there are options in one of them alone', () => {
  const distance = (left: readonly string[], right: readonly string[]) =>
    [...left, ...right].filter((option) => left.includes(option) !== right.includes(option)).length
  fc.assert(
    fc.property(sets, (items) => {
      expect(alphaOf(items, 'sets') ?? 9).toBeCloseTo(alphaByPairs(items, distance) ?? 9, 9)
    }),
    { numRuns: 50 },
  )
})

it('alpha is the same in whatever order raters and items are, and whatever the values are called', () => {
  fc.assert(
    fc.property(numbers, (items) => {
      const turned = items.toReversed().map((answers) => answers.toReversed())
      for (const level of LEVELS) expect(alphaOf(turned, level) ?? 9).toBeCloseTo(alphaOf(items, level) ?? 9, 9)
      const renamed = items.map((answers) => answers.map((answer) => `value ${7 - answer}`))
      expect(alphaOf(renamed, 'nominal') ?? 9).toBeCloseTo(alphaOf(items, 'nominal') ?? 9, 9)
    }),
    { numRuns: 30 },
  )
})

it('alpha of numbers is the same on another scale, and of ranks on any that keeps the order', () => {
  fc.assert(
    fc.property(numbers, fc.constantFrom(-2.5, 0.1, 1000), (items, factor) => {
      const scaled = items.map((answers) => answers.map((answer) => answer * factor + 1e6))
      expect(alphaOf(scaled, 'interval') ?? 9).toBeCloseTo(alphaOf(items, 'interval') ?? 9, 6)
      const cubed = items.map((answers) => answers.map((answer) => answer ** 3))
      expect(alphaOf(cubed, 'ordinal') ?? 9).toBeCloseTo(alphaOf(items, 'ordinal') ?? 9, 9)
    }),
    { numRuns: 30 },
  )
})

it('where all agree alpha is 1 and may be less the fewer items there are; where all say the same there is none', () => {
  const agreed = (items: number) => Array.from({ length: items }, (_, item) => [item % 3, item % 3])
  for (const level of LEVELS) {
    const [few, many] = [krippendorffAlpha(agreed(6), level), krippendorffAlpha(agreed(600), level)]
    expect(few).toMatchObject({ observed: 1, alpha: { value: 1, high: 1 } })
    expect(few.alpha?.low).toBeLessThan(0.6)
    expect(many.alpha?.low).toBeGreaterThan(0.98)
  }
  expect(krippendorffAlpha([[1, 1], [1, 1], [2]], 'nominal')).toEqual({ items: 2, observed: 1, alpha: null })
  expect(krippendorffAlpha([], 'nominal')).toEqual({ items: 0, observed: null, alpha: null })
})

it('the interval of alpha holds the true value about as often as it says', () => {
  const random = createRandom(5)
  // Two raters who see the truth in four of five and else guess: by the definition alpha is .64.
  const rate = (truth: number) => (random() < 0.8 ? truth : Math.floor(random() * 3))
  let held = 0
  for (let run = 0; run < 100; run += 1) {
    const items = Array.from({ length: 120 }, () => Math.floor(random() * 3)).map((truth) => [rate(truth), rate(truth)])
    const { low = 1, high = 0 } = krippendorffAlpha(items, 'nominal').alpha ?? {}
    if (low <= 0.64 && 0.64 <= high) held += 1
  }
  expect(held).toBeGreaterThanOrEqual(89)
})

it.each([
  { items: 30, yes: 0.9, errs: 0.05 },
  { items: 50, yes: 0.95, errs: 0.03 },
  { items: 50, yes: 0.97, errs: 0.01 },
])('of $items items of which nearly all are yes ($yes) the interval holds the true alpha', ({ items, ...raters }) => {
  const random = createRandom(items)
  let [held, known] = [0, 0]
  for (let run = 0; run < 80; run += 1) {
    const { alpha } = krippendorffAlpha(rateItems(items, { ...raters, random }), 'nominal')
    if (alpha === null) continue
    known += 1
    if (alpha.low <= trueKappa(raters) && trueKappa(raters) <= alpha.high) held += 1
  }
  expect(held / known).toBeGreaterThan(0.88)
})

it('of fifty with one difference nothing is said of more than chance', () => {
  const items = Array.from({ length: 50 }, (_, item) => ['good', item === 0 ? 'bad' : 'good'])
  const { alpha } = krippendorffAlpha(items, 'nominal')
  expect(alpha?.value).toBeCloseTo(0, 1)
  expect(alpha?.low).toBe(-1)
  expect(alpha?.high).toBeGreaterThan(0.8)
})

it('a hundred thousand answers are worked out at once, and say the same as fewer of their kind', () => {
  const random = createRandom(9)
  const items = Array.from({ length: 50_000 }, () => {
    const truth = Math.floor(random() * 3)
    return [truth, random() < 0.7 ? truth : Math.floor(random() * 3)]
  })
  const startMs = performance.now()
  const { alpha } = krippendorffAlpha(items, 'nominal')
  expect(performance.now() - startMs).toBeLessThan(2_000)
  // The standard error of a kappa of .7 among so many.
  expect((alpha?.high ?? 0) - (alpha?.low ?? 0)).toBeCloseTo(2 * 1.96 * 0.0028, 2)
  expect(alpha?.value).toBeCloseTo(0.7, 2)
})
