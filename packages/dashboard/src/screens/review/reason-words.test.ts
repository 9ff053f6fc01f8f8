import { expect, test } from 'vitest'
import { whyThisOne } from './reason-words.ts'

const facts = { reason: 'thumbs_down', detail: null, reviewersWanted: 1, reviewersDone: 0 } as const

test('the chance a prediction was drawn with stands beside why, and never as a bare zero', () => {
  expect(whyThisOne({ ...facts, inclusionProbability: 0.4199 }, 'en')).toEqual(['drawn with probability 0.42'])
  expect(whyThisOne({ ...facts, inclusionProbability: 0.000_123 }, 'en')).toEqual(['drawn with probability 0.00012'])
  expect(whyThisOne({ ...facts, inclusionProbability: 1 }, 'en')).toEqual(['drawn with probability 1'])
})

test('what somebody picked counts in no rate, and who comes second is told so', () => {
  expect(
    whyThisOne({ ...facts, detail: 'topic refund', inclusionProbability: null, reviewersWanted: 2, reviewersDone: 1 }),
  ).toEqual(['topic refund', 'counts in no rate', 'second opinion'])
})
