import type { Feedback } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { targetWords } from './target-words.ts'

test('a feedback says what it waits for', () => {
  const nothing = { prediction: null, key: null, responseId: null, session: null, task: null } as Feedback
  expect(targetWords({ ...nothing, key: 'loan-77', task: 'loan.risk' })).toBe('key loan-77, task loan.risk')
  expect(targetWords({ ...nothing, responseId: 'chatcmpl-1' })).toBe('response chatcmpl-1')
  expect(targetWords(nothing)).toBe('nothing that is known')
})
