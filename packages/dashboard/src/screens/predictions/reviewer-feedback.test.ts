import { expect, test } from 'vitest'
import { RATINGS, correctionTo, reviewerFeedback } from './reviewer-feedback.ts'

const sent = { id: 'f1', prediction: 'p1', source: 'reviewer' }

test.each([
  ['Helpful', true, 'Marked helpful.'],
  ['Not helpful', false, 'Marked not helpful.'],
])('"%s" is a thumb of %s, of a reviewer, and is said to be kept as that', (pressed, value, outcome) => {
  const [rating, ...others] = RATINGS.filter(({ name }) => name === pressed)
  expect(others).toEqual([])
  expect(rating?.outcome).toBe(outcome)
  expect(rating && reviewerFeedback(rating.words, 'p1', 'f1')).toEqual({ ...sent, kind: 'thumbs', value })
})

test('a correction is what the reviewer wrote, word for word', () => {
  const feedback = reviewerFeedback(correctionTo('  On Monday.\n'), 'p1', 'f1')
  expect(feedback).toEqual({ ...sent, kind: 'correction', value: '  On Monday.\n' })
})
