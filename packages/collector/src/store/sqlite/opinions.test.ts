import { afterEach, beforeEach, expect, it } from 'vitest'
import { rollUp } from '../../aggregates/roll-up.ts'
import { ratingsIn } from '../../aggregates/signals/ratings.ts'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow } from '../../fixtures/predictions.ts'
import { emptyTally } from '../../sketches/tally.ts'
import type { Store } from '../store.ts'
import { openInMemory } from './fixtures/open-store.ts'
import { JUDGES_COUNTED_MAX } from './opinions.ts'

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

async function judgesCounted(): Promise<Map<string, number>> {
  while (await rollUp(store.rows));
  const [all] = (await store.rows.sums({ level: 'ever' })).sums
  const { judges } = ratingsIn(all?.tally ?? emptyTally())
  return new Map([...judges].map(([judge, { alone }]) => [judge, alone.count]))
}

const judged = (number: number, judge: number) =>
  makeFeedback(`f-${number}-${judge}`, { prediction: makeFacts(number).id, source: 'judge', name: `judge ${judge}` })

it('judges are counted up to so many names, the first that were heard; others are kept and not counted', async () => {
  const names = Array.from({ length: JUDGES_COUNTED_MAX + 4 }, (_, judge) => judge)
  await store.rows.add(
    makeBatch({
      predictions: names.map((number) => makeRow(number)),
      feedback: names.map((judge) => judged(judge, judge)),
    }),
  )
  const first = new Map(names.slice(0, JUDGES_COUNTED_MAX).map((judge) => [`judge ${judge}`, 1]))
  expect(await judgesCounted()).toEqual(first)
  const last = names.at(-1) ?? 0
  expect((await store.rows.prediction(makeFacts(last).id))?.opinion).toMatchObject({ by: { thumbs: 'judge' } })
  await store.rows.add(makeBatch({ feedback: [judged(last, 0), judged(last, last - 1)] }))
  expect(await judgesCounted()).toEqual(new Map([...first, ['judge 0', 2]]))
})
