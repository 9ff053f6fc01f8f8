import type { Feedback, Prediction, PredictionFacts } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { makeFeedback } from '../../fixtures/feedback.ts'
import { makeFacts, makePrediction } from '../../fixtures/predictions.ts'
import type { PredictionQuery } from '../../store/rows-reading.ts'
import { watchedOf } from '../fixtures/watched.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { planReference } from '../references/plan-reference.ts'
import { comparedOf, type Counted } from '../fixtures/compared-of.ts'
import { type ExamplesInput, findExamples } from './examples.ts'

const LABEL = { name: 'label', kind: 'category' as const, group: 'output' as const, categories: ['a', 'b', 'c'] }

function answer(number: number, label: string | null, said: Partial<PredictionFacts> = {}, feedback: Feedback[] = []) {
  const facts = makeFacts(number, { kind: 'classification', ...said })
  return makePrediction({ ...facts, output: { ...facts.output, text: null, messages: null, label } }, feedback)
}

function ask(
  predictions: readonly Prediction[],
  [reference, current]: readonly [Counted, Counted],
  input: Partial<ExamplesInput> = {},
): { ids: Promise<string[]>; queries: PredictionQuery[] } {
  const queries: PredictionQuery[] = []
  const { watch } = watchedOf([{ name: 'label', kind: 'category' }], [], [{ model: 'x' }, { model: 'y' }])
  const rows: ExamplesInput['rows'] = {
    predictions: async (query) => {
      queries.push(query)
      const from = Number(query.cursor ?? 0)
      const page = predictions.slice(from, from + query.limit)
      const next = from + query.limit
      return { predictions: page, nextCursor: next < predictions.length ? String(next) : null }
    },
  }
  const plan = planReference({ watch, baseline: defaultBaseline('a task'), alarms: [], fromMs: 0, toMs: 1 })
  const compared = comparedOf(LABEL, reference, current)
  return { queries, ids: findExamples({ rows, clock: () => 0, watch, plan, compared, segmentKeys: [], ...input }) }
}

const MORE_C = [{ bins: { 1: 900, 2: 100 } }, { bins: { 1: 400, 2: 50, 3: 50 } }] as const
const numberOf = (id: string): number => Number.parseInt(id.slice(-4).replaceAll('b', ''), 16)

it('what there is more of now is an example, those that turned out badly first', async () => {
  const bad = makeFeedback('f', { kind: 'thumbs', value: false })
  const predictions = [answer(1, 'a'), answer(2, 'c'), answer(3, 'b'), answer(4, 'c', {}, [bad]), answer(5, 'c')]
  expect((await ask(predictions, MORE_C).ids).map(numberOf)).toEqual([4, 2, 5])
})

it('what there is not surely more of is none, and neither is anything where nothing changed', async () => {
  const predictions = [answer(1, 'a'), answer(2, 'c')]
  expect(await ask(predictions, [{ bins: { 1: 900, 2: 100 } }, { bins: { 1: 90, 2: 9, 3: 1 } }]).ids).toEqual([])
  expect(await ask(predictions, [{ bins: { 1: 90, 3: 10 } }, { bins: { 1: 89, 3: 11 } }]).ids).toEqual([])
  expect(await ask(predictions, [{}, {}]).ids).toEqual([])
  expect(await ask([], MORE_C).ids).toEqual([])
})

it('a label that is missing is an example where more are missing', async () => {
  const changed = [{ bins: { 1: 100 } }, { bins: { 1: 50 }, missing: 50 }] as const
  expect((await ask([answer(1, 'a'), answer(2, null)], changed).ids).map(numberOf)).toEqual([2])
})

it('no more than ten of the newest five hundred are looked for, in pages, for as long as there is time', async () => {
  const many = Array.from({ length: 900 }, (_, place) => answer(place + 1, 'c'))
  const { ids, queries } = ask(many, MORE_C)
  expect((await ids).map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(queries.map(({ limit }) => limit)).toEqual([200, 200, 100])
  let now = 0
  const slow = ask(many, MORE_C, { clock: () => (now += 1_000) })
  expect(await slow.ids).toHaveLength(10)
  expect(slow.queries).toHaveLength(1)
})

it('of a version that is compared with another only its own are examples', async () => {
  const model = (responded: string) => ({ model: { requested: null, responded } })
  const predictions = [answer(1, 'c', model('x')), answer(2, 'c', model('y'))]
  const { watch } = watchedOf([], [], [{ model: 'x' }, { model: 'y' }])
  const baseline = { ...defaultBaseline('a task'), reference: { kind: 'slice' as const, only: { model: ['x'] } } }
  const plan = planReference({ watch, baseline, alarms: [], fromMs: 0, toMs: 1 })
  expect((await ask(predictions, MORE_C, { plan }).ids).map(numberOf)).toEqual([2])
})

it('looking changes nothing of what is watched', async () => {
  const { watch } = watchedOf([{ name: 'label', kind: 'category' }], [])
  const before = structuredClone(watch)
  const input = { watch, clock: () => 0 }
  await ask([answer(1, 'never seen', { model: { requested: null, responded: 'z' } })], MORE_C, input).ids
  expect(watch).toEqual(before)
})
