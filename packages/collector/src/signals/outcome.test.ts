import type { Feedback, PredictionFacts } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeFacts, makePrediction } from '../fixtures/predictions.ts'
import { outcomeOf } from './outcome.ts'

const { output } = makeFacts(1)
const spam: Partial<PredictionFacts> = {
  kind: 'classification',
  output: { ...output, text: null, messages: null, label: 'spam' },
}
const price: Partial<PredictionFacts> = {
  kind: 'regression',
  output: { ...output, text: null, messages: null, value: 10 },
}
const [up, down] = [makeFeedback('up'), makeFeedback('down', { value: false })]
const corrected = makeFeedback('corrected', { kind: 'correction', value: 'Else' })
const truth = (value: string | number): Feedback =>
  makeFeedback('truth', { kind: 'label', source: 'ground_truth', value })

it.each([
  ['nobody said anything', null, {}, []],
  ['a thumb is up', 'good', {}, [up]],
  ['a thumb is down', 'bad', {}, [down]],
  ['it was corrected', 'bad', {}, [corrected]],
  ['it was corrected and yet is fine', 'good', {}, [up, corrected]],
  ['the truth agrees, whatever people think', 'good', spam, [down, truth('spam')]],
  ['the truth is another, whatever people think', 'bad', spam, [up, truth('ham')]],
  ['a number has a truth', null, price, [truth(12)]],
  ['a number is not liked', 'bad', price, [truth(12), down]],
  ['only a judge says so', null, {}, [makeFeedback('judge', { source: 'judge', value: false })]],
])('where %s it is %s', (_, outcome, facts, feedback) => {
  expect(outcomeOf(makePrediction(makeFacts(1, facts), feedback))).toBe(outcome)
})
