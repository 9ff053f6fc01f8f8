import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cohenKappa, cohenKappaOfYesNo } from './cohen-kappa.ts'
import { agreement } from './fixtures/golden.ts'
import { rateItems, trueKappa } from './fixtures/two-raters.ts'
import { OTHERS_FEW } from './others-few.ts'
import { createRandom } from './random.ts'

const tables = fc
  .integer({ min: 2, max: 5 })
  .chain((size) =>
    fc.array(fc.array(fc.nat(30), { minLength: size, maxLength: size }), { minLength: size, maxLength: size }),
  )

function tableOf(pairs: readonly [number, number][]): number[][] {
  const table = [
    [0, 0],
    [0, 0],
  ]
  for (const [first, second] of pairs) {
    const row = table[first]
    if (row) row[second] = (row[second] ?? 0) + 1
  }
  return table
}

function transposed(table: readonly (readonly number[])[]): number[][] {
  return table.map((_, column) => table.map((row) => row[column] ?? 0))
}

const othersIn = (table: readonly (readonly number[])[]): number =>
  table.flat().reduce((sum, cell) => sum + cell, 0) - Math.max(...table.map((row, index) => row[index] ?? 0))

const isFew = ({ table }: { table: number[][] }): boolean => othersIn(table) < OTHERS_FEW

it.each(agreement.kappas)('of $table kappa is what statsmodels says', ({ table, value }) => {
  expect(cohenKappa(table)?.value).toBeCloseTo(value, 12)
})

it.each(agreement.kappas.filter((golden) => !isFew(golden)))(
  'of $table so is its interval, many being of another category than most',
  ({ table, low, high }) => {
    expect(cohenKappa(table)?.low).toBeCloseTo(low, 12)
    expect(cohenKappa(table)?.high).toBeCloseTo(high, 12)
  },
)

it.each(agreement.kappas.filter(isFew))(
  'of $table it is no narrower, so few being of another',
  ({ table, ...golden }) => {
    const { low = 1, high = 0 } = cohenKappa(table) ?? {}
    // Theirs may end below -1, where kappa does not.
    expect(low).toBeLessThanOrEqual(Math.max(-1, golden.low) + 1e-12)
    expect(high).toBeGreaterThanOrEqual(golden.high - 1e-12)
  },
)

it.each([
  { items: 30, yes: 0.9, errs: 0.05 },
  { items: 50, yes: 0.95, errs: 0.03 },
  { items: 100, yes: 0.97, errs: 0.02 },
  { items: 100, yes: 0.95, errs: 0.05 },
])('of $items items of which nearly all are yes ($yes) the interval holds the true kappa', ({ items, ...raters }) => {
  const random = createRandom(items)
  let [held, known] = [0, 0]
  for (let run = 0; run < 500; run += 1) {
    const found = cohenKappa(tableOf(rateItems(items, { ...raters, random })))
    if (found === null) continue
    known += 1
    if (found.low <= trueKappa(raters) && trueKappa(raters) <= found.high) held += 1
  }
  expect(held / known).toBeGreaterThan(0.93)
})

it('of fifty with one difference nothing is said of more than chance', () => {
  const found = cohenKappaOfYesNo({ bothYes: 49, onlyFirst: 1, onlySecond: 0, bothNo: 0 })
  expect(found?.low).toBe(-1)
  expect(found?.high).toBeGreaterThan(0.8)
})

it('Cohen 1960: 140 of 200 alike, 82 of them by chance, are a kappa of .492', () => {
  const table = [
    [88, 14, 18],
    [10, 40, 10],
    [2, 6, 12],
  ]
  expect(cohenKappa(table)).toMatchObject({ count: 200, value: expect.closeTo(0.492, 3) as number })
})

it('a table of yes and no is one of two categories', () => {
  expect(cohenKappaOfYesNo({ bothYes: 20, onlyFirst: 5, onlySecond: 10, bothNo: 15 })).toEqual(
    cohenKappa([
      [20, 5],
      [10, 15],
    ]),
  )
})

it('kappa is the same whoever of the two is named first', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const [there, back] = [cohenKappa(table), cohenKappa(transposed(table))]
      expect(back === null).toBe(there === null)
      expect(back?.value ?? 0).toBeCloseTo(there?.value ?? 0, 9)
      expect(back?.low ?? 0).toBeCloseTo(there?.low ?? 0, 6)
    }),
  )
})

it('kappa is the same whatever the categories are called', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const turned = table.toReversed().map((row) => row.toReversed())
      expect(cohenKappa(turned)?.value ?? 0).toBeCloseTo(cohenKappa(table)?.value ?? 0, 9)
    }),
  )
})

it('where two agree on all kappa is 1, and the fewer there are the further down it may be', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 }), (yes, no) => {
      const found = cohenKappaOfYesNo({ bothYes: yes, onlyFirst: 0, onlySecond: 0, bothNo: no })
      const more = cohenKappaOfYesNo({ bothYes: yes * 2, onlyFirst: 0, onlySecond: 0, bothNo: no * 2 })
      expect(found?.value).toBeCloseTo(1, 12)
      expect(found?.high).toBe(1)
      expect(found?.low).toBeLessThan(1)
      expect(more?.low).toBeGreaterThan(found?.low ?? 1)
    }),
  )
})

it('where nothing was rated, or all got the same of both, there is no kappa', () => {
  expect(cohenKappaOfYesNo({ bothYes: 0, onlyFirst: 0, onlySecond: 0, bothNo: 0 })).toBeNull()
  expect(cohenKappaOfYesNo({ bothYes: 12, onlyFirst: 0, onlySecond: 0, bothNo: 0 })).toBeNull()
})

it('one who always says the same agrees as by chance', () => {
  expect(cohenKappaOfYesNo({ bothYes: 30, onlyFirst: 10, onlySecond: 0, bothNo: 0 })?.value).toBeCloseTo(0, 12)
})
