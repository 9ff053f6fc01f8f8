import { expect, test } from 'vitest'
import { reasonOf, whyThisOne } from './reason-words.ts'

const facts = { reason: 'thumbs_down', detail: null, reviewersWanted: 1, reviewersDone: 0 } as const

test('the chance a prediction was drawn with stands beside why, and never as a bare zero', () => {
  expect(whyThisOne({ ...facts, inclusionProbability: 0.4199 }, 'en')).toEqual(['drawn with probability 0.42'])
  expect(whyThisOne({ ...facts, inclusionProbability: 0.000_123 }, 'en')).toEqual(['drawn with probability 0.00012'])
  expect(whyThisOne({ ...facts, inclusionProbability: 1 }, 'en')).toEqual(['drawn with probability 1'])
})

test('what somebody picked counts in no rate, and who comes second is told so', () => {
  expect(
    whyThisOne({
      ...facts,
      reason: 'picked',
      detail: 'topic refund',
      inclusionProbability: null,
      reviewersWanted: 2,
      reviewersDone: 1,
    }),
  ).toEqual(['topic refund', 'counts in no rate', 'second opinion'])
})

test('what fitted is said in words, each kind of it in its own', () => {
  const why = (reason: 'disagreement' | 'low_confidence' | 'new_category', detail: string) =>
    whyThisOne({ ...facts, reason, detail, inclusionProbability: null })[0]
  expect(reasonOf({ reason: 'thumbs_down', detail: 'user' })).toBe('a user said not helpful')
  expect(reasonOf({ reason: 'thumbs_down', detail: 'somebody' })).toBe('somebody said not helpful')
  expect(why('low_confidence', '0.431')).toBe('confidence 0.431')
  expect(why('disagreement', 'thumbs, label')).toBe('about thumbs, label')
  expect(why('disagreement', 'variant a, b')).toBe('variant a, b')
  expect(why('new_category', 'region west')).toBe('region west')
})
