import { SERIES_GROUPS_MAX } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import { emptyTally, type Tally } from '../sketches/tally.ts'
import { predictionPoweredMean, sumLabelled, sumScores } from '../statistics/prediction-powered-mean.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Ratings } from '../store/rows-folding.ts'
import type { Store } from '../store/store.ts'
import { makeMeasured } from './fixtures/measured.ts'
import { readQuality } from './quality.ts'
import { SIGNALS } from './signals/signals.ts'

const QUERY = { task: 'support.reply', fromMs: START, toMs: START + 1, by: null }
const SILENT: Ratings = { users: null, reviewers: null, judges: [] }

/** So many predictions of each kind of rating. */
function tallyOf(...kinds: [count: number, said: Partial<Ratings>][]): Tally {
  const tally = emptyTally()
  for (const [count, said] of kinds)
    for (let number = 0; number < count; number += 1)
      for (const signal of SIGNALS) signal.count(makeMeasured({ ratings: { ...SILENT, ...said } }), tally, 1)
  return tally
}

function qualityOf(tallies: { [slice: string]: Tally }) {
  const sums = Object.entries(tallies).map(([slice, tally]) => ({ task: null, slice, startMs: 0, tally }))
  return readQuality({ sums: () => Promise.resolve({ sums, isWhole: true }) }, { ...QUERY, by: 'model' })
}

async function warningsOf(tallies: { [slice: string]: Tally }) {
  return (await qualityOf(tallies)).warnings.map(({ code, group }) => [code, group])
}

const judged = (score: number, trusted: number | null, judge = 'polite') => ({ judges: [{ judge, score, trusted }] })

describe('out of the store', () => {
  let store: Store

  beforeEach(() => {
    store = openInMemory()
  })
  afterEach(() => store.close())

  it('users, reviewers and judges each have their own rate, and of all that was asked', async () => {
    const rows = [1, 2, 3, 4].map((number) => makeRow(number))
    const said = (number: number, source: 'user' | 'reviewer' | 'judge', value: boolean) =>
      makeFeedback(`${number}-${source}`, {
        prediction: rows[number - 1]?.facts.id ?? null,
        source,
        value,
        name: 'helpful',
      })
    await store.rows.add(
      makeBatch({
        predictions: [...rows, makeRow(5, { task: 'other' })],
        feedback: [
          said(1, 'user', true),
          said(2, 'user', false),
          said(1, 'reviewer', false),
          said(2, 'reviewer', false),
          said(3, 'judge', true),
        ],
      }),
    )
    expect(await readQuality(store.rows, QUERY)).toMatchObject({
      from: '2026-11-21T10:00:00.000Z',
      to: '2026-11-21T11:00:00.000Z',
      by: null,
      total: {
        name: null,
        predictions: 4,
        response: { value: 0.5, good: 2, count: 4 },
        users: { value: 0.5, good: 1, count: 2 },
        reviewers: { value: 0, good: 0, count: 2 },
        judges: [{ judge: 'helpful', raw: { mean: 1, count: 1 }, corrected: null, both: 0 }],
        agreement: { items: 2, observed: 0.5 },
      },
      groups: [],
      isWhole: true,
    })
  })

  it('where nothing was said nothing is rated, and where nothing is stored there is nothing', async () => {
    const nothing = { response: null, users: null, reviewers: null, judges: [], agreement: null }
    expect((await readQuality(store.rows, QUERY)).total).toEqual({ name: null, predictions: 0, ...nothing })
    await store.rows.add(makeBatch({ predictions: [makeRow(1)] }))
    const { total, warnings } = await readQuality(store.rows, QUERY)
    expect(total).toMatchObject({ predictions: 1, response: { value: 0, count: 1 }, users: null })
    expect(warnings).toEqual([])
  })
})

it('slices come the largest first, and no more than are shown', async () => {
  const many = Object.fromEntries(
    Array.from({ length: SERIES_GROUPS_MAX + 2 }, (_, number) => [`m-${number}`, tallyOf([number + 1, {}])]),
  )
  const { groups, total } = await qualityOf(many)
  expect(groups.map(({ predictions }) => predictions)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3])
  expect(total.predictions).toBe(105)
})

describe('a judge', () => {
  it('is made right by people as the scores themselves would be', async () => {
    const { total } = await qualityOf({
      m: tallyOf([500, judged(0.75, null)], [300, judged(0.5, null)], [20, judged(0.75, 1)], [15, judged(0.5, 0)]),
    })
    const pairs = [20, 15].flatMap((count, kind) =>
      Array.from({ length: count }, () => (kind === 0 ? { score: 0.75, label: 1 } : { score: 0.5, label: 0 })),
    )
    const scores = [...Array.from({ length: 500 }, () => 0.75), ...Array.from({ length: 300 }, () => 0.5)]
    const expected = predictionPoweredMean({
      labelled: sumLabelled(pairs),
      judged: sumScores(scores),
      furthest: 1,
    })
    expect(total.judges).toHaveLength(1)
    expect(total.judges[0]?.corrected?.value).toBeCloseTo(expected?.value ?? 0, 9)
    expect(total.judges[0]?.corrected?.low).toBeCloseTo(expected?.low ?? 0, 9)
    expect(total.judges[0]).toMatchObject({ kappa: null, both: 35 })
    expect(total.judges[0]?.correlation).toBeCloseTo(1, 6)
  })

  it('that says yes and no as people do has a kappa', async () => {
    const { total } = await qualityOf({
      m: tallyOf([20, judged(1, 1)], [5, judged(1, 0)], [10, judged(0, 1)], [15, judged(0, 0)]),
    })
    expect(total.judges[0]).toMatchObject({ kappa: { value: expect.closeTo(0.4, 9) as number, count: 50 } })
  })

  it('whom fewer than ten labels stand beside is not made right', async () => {
    const { total } = await qualityOf({ m: tallyOf([100, judged(1, null)], [9, judged(1, 1)]) })
    expect(total.judges[0]?.corrected).toBeNull()
  })

  it('that people never contradicted stays within all and none', async () => {
    const { total } = await qualityOf({ m: tallyOf([100, judged(1, null)], [12, judged(1, 1)]) })
    expect(total.judges[0]?.corrected).toMatchObject({ value: 1, high: 1 })
    expect(total.judges[0]?.corrected?.low).toBeLessThan(0.9)
  })
})

describe('a warning is given', () => {
  it('where few answer, once of all or else of the slices', async () => {
    const few = () => tallyOf([4, { users: true }], [196, {}])
    expect(await warningsOf({ small: few(), large: few() })).toEqual([['response_low', null]])
    expect(await warningsOf({ small: few(), large: tallyOf([40, { users: true }], [960, {}]) })).toEqual([
      ['response_low', null],
    ])
    const plenty = tallyOf([20, { users: true }], [180, {}])
    expect(await warningsOf({ small: few(), large: plenty })).toContainEqual(['response_low', 'small'])
    expect(await warningsOf({ large: plenty })).toEqual([])
  })

  it('where users answer much more in one slice than in another', async () => {
    const often = tallyOf([120, { users: true }], [80, {}])
    const seldom = tallyOf([30, { users: true }], [170, {}])
    expect(await warningsOf({ often, seldom })).toEqual([['response_differs', 'often']])
    expect(await warningsOf({ often, other: tallyOf([110, { users: true }], [90, {}]) })).toEqual([])
    const { warnings } = await qualityOf({ often, seldom })
    expect(warnings[0]?.text).toBe(
      'Users rated 60% of the predictions of model “often”, and 15% of those of model “seldom”. Their rates are of ' +
        'different kinds of users, so a difference between them may be one of who rates and not of quality.',
    )
  })

  it('where reviews are shown, unless nearly all was reviewed', async () => {
    expect(await warningsOf({ m: tallyOf([5, { reviewers: true }], [20, {}]) })).toEqual([['reviews_not_random', null]])
    expect(await warningsOf({ m: tallyOf([19, { reviewers: true }], [1, {}]) })).toEqual([])
  })
})
