import type { Feedback } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { commentOf, whatWasSaid, whoSaid } from './feedback-words.ts'

const feedback = (facts: Partial<Feedback>): Feedback => ({
  id: 'f-1',
  prediction: null,
  key: null,
  responseId: null,
  session: null,
  task: null,
  kind: 'thumbs',
  name: null,
  value: null,
  comment: null,
  source: 'user',
  actor: null,
  at: '2026-11-21T10:00:00.000Z',
  receivedAt: '2026-11-21T10:00:00.000Z',
  consent: null,
  metadata: {},
  of: null,
  ...facts,
})

test('a feedback says what was said and by whom', () => {
  expect(whatWasSaid(feedback({ value: true }))).toBe('Helpful')
  expect(whatWasSaid(feedback({ value: false, name: 'helpful' }))).toBe('Not helpful')
  expect(whatWasSaid(feedback({ kind: 'score', name: 'tone', value: 4 }))).toBe('Score tone: 4')
  expect(whatWasSaid(feedback({ kind: 'retraction', of: { kind: 'thumbs' } }))).toBe('Taken back: thumb')
  expect(whoSaid(feedback({ actor: 'u-1' }))).toBe('by user u-1')
  expect(whoSaid(feedback({ source: 'reviewer' }))).toBe('by a reviewer')
  expect(whoSaid(feedback({ source: 'ground_truth' }))).toBe('by ground truth')
})

test('a comment is found wherever it was put', () => {
  expect(commentOf(feedback({ comment: 'wrong window' }))).toBe('wrong window')
  expect(commentOf(feedback({ kind: 'comment', value: 'wrong window' }))).toBe('wrong window')
  expect(commentOf(feedback({ kind: 'label', value: 'billing' }))).toBeNull()
})
