import { expect, it } from 'vitest'
import { binOf } from '../../sketches/grid.ts'
import { type Counted, comparedOf } from '../fixtures/compared-of.ts'
import { type Decided, decideAll } from './decide.ts'
import { measureSignal } from './measure.ts'

const decide = (...args: Parameters<typeof comparedOf>): Decided[] => decideAll(measureSignal(comparedOf(...args), {}))

const GRID = { centre: 0, spread: 1 }
/** So many rows, evenly from -1 to 1 but moved. */
function even(count: number, moved: number): Counted {
  const bins: { [bin: number]: number } = {}
  for (let row = 0; row < count; row += 1) {
    const bin = binOf(GRID, (2 * row) / (count - 1) - 1 + moved)
    bins[bin] = (bins[bin] ?? 0) + 1
  }
  return { bins }
}
const TWO = { kind: 'category' as const, categories: ['false', 'true'] }
const MANY = { kind: 'category' as const, categories: ['a', 'b', 'c', 'd'] }

it('numbers that moved by more than the tolerance have drifted, downwards below zero', () => {
  const [up, down] = [1, -1].map((moved) => decide({}, even(5000, 0), even(2000, moved))[0])
  expect(up).toMatchObject({ state: 'drift', rowsNeeded: null, reason: null })
  expect(down?.state).toBe('drift')
  expect(up?.change.measured?.effect.low).toBeGreaterThan(1)
  expect(down?.change.measured?.effect.high).toBeLessThan(-1)
  expect(up?.change.now).toMatchObject({ name: 'median' })
  expect(up?.change.now?.value).toBeCloseTo(1, 1)
  expect(up?.change.now?.low).toBeLessThan(1)
  expect(up?.change.now?.high).toBeGreaterThan(1)
})

it('the same numbers are unclear while they are few, with how many more prove that nothing changed', () => {
  const [few] = decide({}, even(100_000, 0), even(200, 0))
  expect(few).toMatchObject({ state: 'unclear' })
  const needed = few?.rowsNeeded ?? 0
  expect(needed).toBeGreaterThan(300)
  expect(decide({}, even(100_000, 0), even(200 + needed, 0))[0]?.state).toBe('stable')
  expect(decide({}, even(100_000, 0), even(Math.round(200 + needed * 0.5), 0))[0]?.state).toBe('unclear')
})

it('a reference that is too small is said to be so, and with as many rows as it asks for it decides', () => {
  const [small] = decide({}, even(100, 0), even(10_000, 0))
  expect(small).toMatchObject({ state: 'unclear', rowsNeeded: null, reason: /^The reference has 100 rows; about / })
  const needed = small?.referenceNeeded ?? 0
  expect(needed).toBeGreaterThan(100)
  expect(decide({}, even(needed, 0), even(10_000, 0))[0]?.state).toBe('stable')
  expect(decide({}, even(100, 0), even(100, 0))[0]?.reason).toContain('there, and as many now, would decide')
})

it('what lies on the edge of the tolerance is said to, since no rows help', () => {
  const [edge] = decide(TWO, { bins: { 1: 9000, 2: 1000 } }, { bins: { 1: 8800, 2: 1200 } })
  expect(edge).toMatchObject({ state: 'unclear', rowsNeeded: null, referenceNeeded: null })
  expect(edge?.reason).toContain('It sits on the edge of the tolerance')
  expect(edge?.reason).toContain('whether 2 points is fine')
})

it('of yes and no it is yes that is told, also where there was none, and of a status that it is not ok', () => {
  const never = { bins: { 1: 500 } }
  const no = decide({ kind: 'category', categories: ['false'] }, never, never)[0]?.change
  expect([no?.was, no?.now]).toMatchObject([
    { name: 'share of true', value: 0 },
    { name: 'share of true', value: 0 },
  ])
  const status = { kind: 'category' as const, name: 'status', group: 'operations' as const }
  const ok = decide({ ...status, categories: ['ok'] }, never, never)[0]?.change
  expect(ok?.was).toMatchObject({ name: 'share not ok', value: 0 })
  const bad = decide(
    { ...status, categories: ['ok', 'error', 'timeout'] },
    { bins: { 1: 900, 2: 50, 3: 50 } },
    { bins: { 1: 800, 2: 100, 3: 100 } },
  )[0]?.change
  expect([bad?.was?.value, bad?.now?.value]).toEqual([expect.closeTo(0.1, 9), expect.closeTo(0.2, 9)])
})

it('of two that are about as often the same one is told, whichever is the rarer', () => {
  const named = { kind: 'category' as const, categories: ['reject', 'accept'] }
  const nameOf = (bins: Counted['bins']) =>
    decide(named, { bins: bins ?? {} }, { bins: bins ?? {} })[0]?.change.now?.name
  expect([nameOf({ 1: 507, 2: 493 }), nameOf({ 1: 493, 2: 507 })]).toEqual(['share of accept', 'share of accept'])
})

it('medians are as round as their bin allows, exact of what is all alike, and means where they do not tell a change', () => {
  const grid = { centre: 812.4, spread: 100 }
  const at = (bin: number): Counted => ({ bins: { [bin]: 500 } })
  const [same] = decide({ grid }, at(0), at(binOf(grid, 0)))
  expect([same?.change.was, same?.change.now]).toMatchObject([
    { name: 'median', value: 812.4, low: 812.4, high: 812.4 },
    { name: 'median', value: 0 },
  ])
  const [moved] = decide({}, { bins: { 0: 900, 20: 100 } }, { bins: { 0: 600, 20: 400 } })
  expect([moved?.change.was?.name, moved?.change.now?.name]).toEqual(['mean', 'mean'])
  expect(moved?.change.was?.value).toBeLessThan(moved?.change.now?.value ?? 0)
})

it('types are said where they changed, and what was learned as another one is', () => {
  const typeOf = (...sides: [Counted, Counted]) => decide({}, ...sides).find(({ change }) => change.aspect === 'type')
  const many = { bins: { 0: 100 } }
  expect(typeOf(many, { ...many, odd: 100 })?.reason).toBe('It is a number in the reference and comes as text now.')
  expect(typeOf({ bins: { 0: 10 }, odd: 500 }, { odd: 500 })?.reason).toContain('doctor --rebuild-drift')
})

it('ratings are in no report where nobody ever rates', () => {
  const rated = { kind: 'category' as const, name: 'rated', group: 'feedback' as const, categories: ['false', 'true'] }
  expect(decide(rated, { bins: { 1: 100 } }, { bins: { 1: 100 } })).toEqual([])
  expect(decide(rated, { bins: { 1: 100, 2: 9 } }, { bins: { 1: 100 } })).toHaveLength(1)
})

it('of what waits for the truth, and of what has no value, it is said why nothing came', () => {
  const accuracy = { kind: 'category' as const, name: 'accuracy', group: 'quality' as const, categories: ['right'] }
  expect(decide(accuracy, { bins: { 1: 100 } }, {})[0]?.reason).toBe('The truth of these has not come yet.')
  expect(decide({}, even(100, 0), { missing: 1000 })[0]?.reason).toBe('None of the 1,000 that came has a value.')
})

it('of two categories the telling share is compared, of more those that changed', () => {
  const [rate] = decide(TWO, { bins: { 1: 900, 2: 100 } }, { bins: { 1: 700, 2: 300 } })
  expect(rate).toMatchObject({
    state: 'drift',
    change: { tolerance: 0.02, now: { name: 'share of true', value: 0.3 } },
  })
  expect(rate?.change.measured?.effect.estimate).toBeCloseTo(0.2, 12)
  const [many] = decide(MANY, { bins: { 1: 900, 2: 50, 3: 50 } }, { bins: { 1: 600, 2: 350, 3: 50 } })
  expect(many).toMatchObject({ state: 'drift', change: { tolerance: 0.05, was: { name: 'share of a', value: 0.9 } } })
  const [rarer] = decide({ ...TWO, categories: ['x', 'y'] }, { bins: { 1: 900, 2: 100 } }, { bins: { 1: 900, 2: 100 } })
  expect(rarer?.change.was?.name).toBe('share of y')
})

it('what is missing, odd or never seen before is compared by itself, where there is any', () => {
  const decided = decide(
    MANY,
    { bins: { 1: 1000, 2: 1000 } },
    { bins: { 1: 300, 2: 300, 4: 200 }, missing: 300, odd: 100 },
  )
  expect(decided.map(({ change, state }) => [change.aspect, state])).toEqual([
    ['values', 'drift'],
    ['missing', 'drift'],
    ['type', 'drift'],
    ['unseen', 'drift'],
  ])
  expect(decided[3]?.change).toMatchObject({ was: { value: 0 }, now: { value: 0.25 }, tolerance: 0.01 })
  expect(decide(MANY, { bins: { 1: 50 } }, { bins: { 1: 50 } }).map(({ change }) => change.aspect)).toEqual(['values'])
})

it('categories that come once each are expected to go on coming', () => {
  const once = (from: number): Counted => ({
    bins: { 0: 500, ...Object.fromEntries(Array.from({ length: 100 }, (_, place) => [from + place, 1])) },
  })
  const [, unseen] = decide(MANY, once(1), once(51))
  expect(unseen?.change).toMatchObject({ aspect: 'unseen', was: { value: 50 / 600 }, now: { value: 50 / 600 } })
  expect(unseen?.state).not.toBe('drift')
})

it('all values missing is no data of values, and a drift of what is missing', () => {
  const decided = decide({}, even(1000, 0), { missing: 1000 })
  expect(decided.map(({ change, state }) => [change.aspect, state])).toEqual([
    ['values', 'no_data'],
    ['missing', 'drift'],
  ])
})

it('too few rows are no data, with how many more it takes where that is the current window', () => {
  expect(decide({}, even(100, 0), even(12, 3))[0]).toMatchObject({
    state: 'no_data',
    rowsNeeded: 18,
    reason: '12 of the 30 rows that it takes have come.',
  })
  expect(decide({}, even(100, 0), {})[0]).toMatchObject({ state: 'no_data', rowsNeeded: 30, reason: 'Nothing came.' })
  expect(decide({}, {}, even(100, 0))[0]).toMatchObject({ state: 'no_data', rowsNeeded: null })
})

it('a constant that stays is stable, but not on thirty rows, and one that moves has drifted', () => {
  const at = (bin: number, count: number): Counted => ({ bins: { [bin]: count } })
  expect(decide({}, at(0, 1000), at(0, 1000))[0]?.state).toBe('stable')
  expect(decide({}, at(0, 1000), at(0, 30))[0]?.state).toBe('unclear')
  expect(decide({}, at(0, 1000), at(100, 100))[0]?.state).toBe('drift')
})

it('one value that is far beyond all others hides nothing', () => {
  const [reference, current] = [even(5000, 0).bins, even(2000, 0.8).bins]
  const far = binOf(GRID, 1e300)
  expect(decide({}, { bins: { ...reference, [far]: 10 } }, { bins: { ...current, [far]: 1 } })[0]?.state).toBe('drift')
})

it('identifiers, and signals whose scale is not known yet, are said to be so', () => {
  const same = { bins: { 0: 1000 } }
  const [identifier] = decide({ kind: 'category', isIdentifier: true }, same, same)
  expect(identifier).toMatchObject({ state: 'no_data', rowsNeeded: null, reason: /another one/ })
  expect(decide({ grid: null }, {}, {})[0]?.reason).toMatch(/scale/)
  expect(decide({ kind: 'vector' }, {}, {})[0]?.reason).toMatch(/vectors/)
})

it('vectors are compared by their mean features', () => {
  const vector = { kind: 'vector' as const, embedding: { bandwidth: 1, clusters: [] } }
  const at = (place: number, count: number): Counted => ({
    bins: { 0: count },
    sums: [0, 1].map((own) => (own === place ? 1024 * count : 0)),
  })
  const [drift] = decide(vector, at(0, 5000), at(1, 1000))
  expect(drift).toMatchObject({ state: 'drift', change: { was: null, now: null } })
  expect(drift?.change.measured?.effect).toMatchObject({ unit: 'distance', high: Math.SQRT2 })
  expect(decide(vector, at(0, 5000), at(0, 5000))[0]?.change.measured?.effect.estimate).toBe(0)
})

it('what is beyond the tolerance alone may be chance among many', () => {
  const slight = comparedOf(TWO, { bins: { 1: 9000, 2: 1000 } }, { bins: { 1: 850, 2: 150 } })
  const same = comparedOf(TWO, { bins: { 1: 9000, 2: 1000 } }, { bins: { 1: 900, 2: 100 } })
  const alone = measureSignal(slight, {})
  expect(decideAll(alone)[0]?.state).toBe('drift')
  const many = [...alone, ...Array.from({ length: 199 }, () => measureSignal(same, {})).flat()]
  expect(decideAll(many)[0]).toMatchObject({ state: 'unclear', reason: /by chance/ })
  expect(decideAll(many)[0]?.rowsNeeded).toBeGreaterThan(0)
})

it('another tolerance decides otherwise', () => {
  const compared = comparedOf({}, even(5000, 0), even(5000, 0.5))
  expect(decideAll(measureSignal(compared, {}))[0]?.state).toBe('drift')
  expect(decideAll(measureSignal(compared, { s: 2 }))[0]?.state).toBe('stable')
  expect(decideAll(measureSignal(compared, { s: NaN }))[0]?.change.tolerance).toBe(0.1)
})
