import type { ReviewQueue } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { draftOfQueue, inputOf, NEW_FIELD, newQueueDraft, schemaMistake } from './queue-draft.ts'

const NOW_MS = Date.parse('2026-11-21T10:00:00Z')

const queue: ReviewQueue = {
  id: 'q',
  name: 'Refunds',
  task: 'support.reply',
  rules: [
    { reason: 'drifted_slice', only: { promptVersion: ['8'], model: ['a', 'b'] }, share: 0.07 },
    { reason: 'drifted_slice', only: { variant: ['x'] }, share: 1 },
    { reason: 'low_confidence', below: 0.6, share: 0.0005 },
    { reason: 'random', share: 0.1 },
  ],
  perDay: null,
  since: '2026-11-01T00:00:00.000Z',
  guidelines: 'The tool result counts.',
  fields: [
    { name: 'wrong', kind: 'label', question: 'What?', options: ['policy', 'tone'], isMany: true },
    { name: 'tone', kind: 'score', question: 'Kind?', help: 'As to a guest.', min: 0, max: 1, isRequired: true },
    { name: 'safe', kind: 'thumbs', question: 'Safe?' },
  ],
  correction: { form: 'json', schema: { type: 'object' } },
  reviewers: ['Ann', 'Bo'],
  reviewersPerItem: 2,
  overlapShare: 0.07,
  leaseMinutes: 5,
  isPaused: true,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
}

test('a queue that is opened and sent again is the same queue', () => {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...said } = queue
  const sent = inputOf(draftOfQueue(queue))
  expect({ ...sent, rules: [] }).toEqual({ ...said, rules: [] })
  expect(new Set(sent.rules)).toEqual(new Set(said.rules))
})

test('a queue without rules that picks nothing is one still', () => {
  const empty: ReviewQueue = { ...queue, rules: [], perDay: null }
  expect(inputOf(draftOfQueue(empty))).toMatchObject({ rules: [], perDay: null })
})

test('a label is corrected by a label, of those that are named', () => {
  const draft = newQueueDraft('intent', NOW_MS, 'classification')
  expect(inputOf(draft).correction).toEqual({ form: 'label' })
  expect(inputOf({ ...draft, labels: ' refund \n\ndelivery\nrefund' }).correction).toEqual({
    form: 'label',
    options: ['refund', 'delivery'],
  })
  const labelled: ReviewQueue = { ...queue, correction: { form: 'label', options: ['a', 'b'] } }
  expect(inputOf(draftOfQueue(labelled)).correction).toEqual(labelled.correction)
})

test('a new queue picks forty a day of the last week, and says no shares', () => {
  const sent = inputOf({ ...newQueueDraft('support.reply', NOW_MS), name: 'Refunds' })
  expect(sent).toMatchObject({ perDay: 40, since: '2026-11-14T10:00:00.000Z', correction: { form: 'text' } })
  expect(sent.rules).toEqual([{ reason: 'thumbs_down' }, { reason: 'disagreement' }, { reason: 'random' }])
})

test('shares are percent in the form, and what is left empty is no zero', () => {
  const draft = newQueueDraft('t', NOW_MS)
  const byShare = { ...draft, isByDay: false, rules: draft.rules.map((rule) => ({ ...rule, share: '2.5' })) }
  expect(inputOf(byShare)).toMatchObject({
    perDay: null,
    rules: [{ share: 0.025 }, { share: 0.025 }, { share: 0.025 }],
  })
  expect(inputOf({ ...draft, perDay: ' ' }).perDay).toBeNaN()
})

test('a field carries only what its kind has', () => {
  const fields = [
    { ...NEW_FIELD, name: 'a', question: 'A?', options: ' x \n\ny', isMany: true },
    { ...NEW_FIELD, name: 'b', question: 'B?', kind: 'thumbs' as const, options: 'x' },
    { ...NEW_FIELD, name: 'c', question: 'C?', kind: 'score' as const },
  ]
  expect(inputOf({ ...newQueueDraft('t', NOW_MS), fields }).fields).toEqual([
    { name: 'a', kind: 'label', question: 'A?', options: ['x', 'y'], isMany: true },
    { name: 'b', kind: 'thumbs', question: 'B?' },
    { name: 'c', kind: 'score', question: 'C?', min: 1, max: 5 },
  ])
})

test('a schema is checked before it is sent, where one is asked for', () => {
  expect(schemaMistake({ correction: 'json', schema: '{' })).toContain('no JSON')
  expect(schemaMistake({ correction: 'json', schema: '[]' })).toContain('object')
  expect(schemaMistake({ correction: 'json', schema: '{"maximum": 12345678901234567891}' })).toContain('not be kept')
  expect(schemaMistake({ correction: 'json', schema: ' ' })).toBeNull()
  expect(schemaMistake({ correction: 'text', schema: '{' })).toBeNull()
})
