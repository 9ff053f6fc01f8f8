import { expect, test } from 'vitest'
import { disputeOf, voiceOf } from './opinion-words.ts'

const by = { thumbs: null, score: null, correction: null, label: null }

test('what only a judge says is said to be a judge’s', () => {
  expect(voiceOf({ by: { ...by, thumbs: 'judge' } }, 'thumbs')).toBe('judge: ')
  expect(voiceOf({ by: { ...by, thumbs: 'judge' } }, 'score')).toBe('')
  expect(voiceOf({ by: { ...by, thumbs: 'user' } }, 'thumbs')).toBe('')
})

test('what is disputed is named, unless it is the thumb', () => {
  expect(disputeOf({ conflicts: [] })).toBeNull()
  expect(disputeOf({ conflicts: ['thumbs', 'label'] })).toBe('disputed')
  expect(disputeOf({ conflicts: ['correction', 'label'] })).toBe('disputed correction and label')
})
