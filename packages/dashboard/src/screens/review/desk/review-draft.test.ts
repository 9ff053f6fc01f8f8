import type { RubricField } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { examplePrediction } from '../../../prediction/example-prediction.ts'
import { gapsOf, inputOf, newDraft, type ReviewDraft, withAnswer, withCorrection } from './review-draft.ts'

const prediction = examplePrediction({ output: { ...examplePrediction().output, text: 'Two weeks.' } })
const wrong: RubricField = {
  name: 'wrong',
  kind: 'label',
  question: 'What was wrong?',
  options: ['policy', 'tone'],
  isMany: true,
}
const tone: RubricField = { name: 'tone', kind: 'score', question: 'How kind?', min: 1, max: 5, isRequired: true }
const asked = { fields: [wrong, tone], correction: { form: 'text' as const } }
const who = { reviewer: 'Ann', tookMs: 1 }
const from = { original: 'Two weeks.', form: 'text' } as const
const fresh = newDraft({ prediction, review: null }, asked)

test('a draft starts from what the model said, with nothing decided', () => {
  expect(fresh).toEqual({ decision: null, correction: 'Two weeks.', answers: {}, note: '' })
  expect(newDraft({ prediction, review: null }, { fields: [], correction: null }).correction).toBeNull()
})

test('a review that was saved is shown as it was saved, and one that was skipped as undecided', () => {
  const review = { id: 'i', reviewer: 'Ann', tookMs: null, at: '', revision: 1, feedback: [], answers: { tone: 4 } }
  expect(
    newDraft({ prediction, review: { ...review, decision: 'corrected', correction: '30 days.', note: 'n' } }, asked),
  ).toEqual({ decision: 'corrected', correction: '30 days.', answers: { tone: 4 }, note: 'n' })
  expect(
    newDraft({ prediction, review: { ...review, decision: 'skipped', correction: null, note: null } }, asked),
  ).toMatchObject({ decision: null, correction: 'Two weeks.' })
})

test('to change the answer is to correct it, to change it back is to have said nothing', () => {
  const changed = withCorrection({ ...fresh, decision: 'good' }, '30 days.', from)
  expect(changed.decision).toBe('corrected')
  expect(withCorrection(changed, 'Two weeks.', from).decision).toBeNull()
  expect(withCorrection({ ...fresh, decision: 'bad' }, 'x', from).decision).toBe('bad')
  const asJson = { original: '{"a": 1}', form: 'json' } as const
  expect(withCorrection(fresh, '{"a":1}', asJson).decision).toBeNull()
})

test('options go in and out, in the order of the rubric', () => {
  const both = withAnswer(withAnswer(fresh, wrong, 'tone'), wrong, 'policy')
  expect(both.answers).toEqual({ wrong: ['policy', 'tone'] })
  expect(withAnswer(withAnswer(both, wrong, 'tone'), wrong, 'policy').answers).toEqual({})
  const yes: RubricField = { name: 'safe', kind: 'thumbs', question: 'Safe?' }
  expect(withAnswer(withAnswer(fresh, yes, true), yes, true).answers).toEqual({})
  expect(withAnswer(withAnswer(fresh, yes, true), yes, false).answers).toEqual({ safe: false })
})

test('nothing is saved before a judgement, a needed answer and a correction that changes something', () => {
  const places = (draft: Partial<ReviewDraft>) => gapsOf({ ...fresh, ...draft }, prediction, asked).map(({ at }) => at)
  expect(places({})).toEqual(['decision'])
  expect(places({ decision: 'good' })).toEqual(['tone'])
  expect(places({ decision: 'good', answers: { tone: 9 } })).toEqual(['tone'])
  expect(places({ decision: 'unsure' })).toEqual([])
  expect(places({ decision: 'corrected', answers: { tone: 4 } })).toEqual(['correction'])
  expect(places({ decision: 'corrected', correction: '30 days.', answers: { tone: 4 } })).toEqual([])
})

test('a correction goes along with the decision `corrected` alone', () => {
  const written = { ...fresh, correction: '30 days.', note: ' see policy ' }
  const sent = { ...who, prediction }
  expect(inputOf({ ...written, decision: 'bad' }, asked, sent)).toEqual({ ...who, decision: 'bad', note: 'see policy' })
  expect(inputOf({ ...written, decision: 'corrected' }, asked, sent)).toMatchObject({ correction: '30 days.' })
})
