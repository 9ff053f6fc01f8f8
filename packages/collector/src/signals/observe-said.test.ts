import type { Feedback, PredictionFacts } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyFeedback, makeFeedback } from '../fixtures/feedback.ts'
import { makeFacts, makePrediction } from '../fixtures/predictions.ts'
import type { Observation } from './observed.ts'
import { observeSaid } from './observe-said.ts'

const { output } = makeFacts(1)
const silent = { ...output, text: null, messages: null }

function saidOf(feedback: Feedback[], facts: Partial<PredictionFacts> = {}): { [name: string]: Observation } {
  const seen = observeSaid(makePrediction(makeFacts(1, facts), feedback))
  return Object.fromEntries(seen.map(({ name, value }) => [name, value]))
}

it('of every prediction it is said whether it is rated and corrected', () => {
  expect(saidOf([])).toEqual({ rated: 'false', corrected: 'false' })
  expect(saidOf([makeFeedback('a', { value: false })])).toEqual({ rated: 'true', thumbs: 'down', corrected: 'false' })
})

it('what judges say is no rating of people, and stands under names of its own', () => {
  const judged = [
    makeFeedback('a', { source: 'judge', kind: 'score', name: 'faithful', value: 0.25 }),
    makeFeedback('b', { source: 'judge' }),
    makeFeedback('c', { source: 'judge', kind: 'correction', value: 'Hello' }),
  ]
  expect(saidOf(judged)).toEqual({ rated: 'false', corrected: 'false', 'judge.faithful': 0.25, 'judge.helpful': 1 })
  const narrow = makeFeedback('d', { name: 'tone', value: false })
  expect(saidOf([...judged, narrow])).toMatchObject({ rated: 'true', thumbs: 'down' })
})

it('a correction of a text says how much was changed', () => {
  const text = { output: { ...output, text: 'It takes three days' } }
  const corrected = makeFeedback('a', { kind: 'correction', value: 'It takes five days' })
  expect(saidOf([corrected], text)).toEqual({ rated: 'false', corrected: 'true', correction: 0.25 })
  const other = makeFeedback('a', { kind: 'correction', value: { days: 5 } })
  expect(saidOf([other], text)).toEqual({ rated: 'false', corrected: 'true' })
})

it('scores stand under their names, of one name the word that counts first', () => {
  const scores = [
    makeFeedback('a', { kind: 'score', name: 'stars', value: 2 }),
    makeFeedback('b', { kind: 'score', name: 'stars', value: 4, source: 'reviewer' }),
    makeFeedback('c', { kind: 'score', value: 0.5 }),
  ]
  expect(saidOf(scores)).toMatchObject({ 'feedback.stars': 4, 'feedback.score': 0.5 })
  const many = Array.from({ length: 30 }, (_, place) =>
    makeFeedback(String(place), { kind: 'score', name: `n${place + 10}`, value: place }),
  )
  const names = Object.keys(saidOf(many)).filter((name) => name.startsWith('feedback.'))
  expect(names).toEqual(Array.from({ length: 20 }, (_, place) => `feedback.n${place + 10}`))
})

it.each([
  ['right', { label: 'spam' }, 'spam'],
  ['wrong', { label: 'spam' }, 'ham'],
  ['right', { label: 3 }, '3'],
  ['right', { label: 3 }, 3],
  ['wrong', { label: 3 }, 3.0001],
])('an answer is %s: %j where the truth is %j', (accuracy, said, truth) => {
  const facts: Partial<PredictionFacts> = { kind: 'classification', output: { ...silent, ...said } }
  const told = makeFeedback('a', { kind: 'label', source: 'ground_truth', value: truth })
  expect(saidOf([told], facts)).toMatchObject({ accuracy })
  const corrected = makeFeedback('a', { kind: 'correction', source: 'reviewer', value: truth })
  expect(saidOf([corrected], facts)).toMatchObject({ accuracy, corrected: 'true' })
  const judged = makeFeedback('a', { kind: 'label', source: 'judge', value: truth })
  expect(saidOf([judged], facts)).not.toHaveProperty('accuracy')
})

it('of a number it is said how far it is from the true one, which is neither right nor wrong', () => {
  const facts: Partial<PredictionFacts> = { kind: 'regression', output: { ...silent, value: 10 } }
  for (const truth of [12.5, '12.5']) {
    const said = saidOf([makeFeedback('a', { kind: 'label', source: 'ground_truth', value: truth })], facts)
    expect(said).toMatchObject({ absoluteError: 2.5 })
    expect(said).not.toHaveProperty('accuracy')
  }
  const unreadable = makeFeedback('a', { kind: 'label', source: 'ground_truth', value: 'many' })
  expect(saidOf([unreadable], facts)).not.toHaveProperty('absoluteError')
})

it('whatever is said is seen under each name once, in whatever order it came', () => {
  fc.assert(
    fc.property(fc.array(anyFeedback, { maxLength: 8 }), (feedback) => {
      const prediction = makePrediction(makeFacts(1), feedback)
      const seen = observeSaid(prediction)
      expect(new Set(seen.map(({ name }) => name)).size).toBe(seen.length)
      expect(observeSaid(makePrediction(makeFacts(1), feedback.toReversed()))).toEqual(seen)
    }),
  )
})
