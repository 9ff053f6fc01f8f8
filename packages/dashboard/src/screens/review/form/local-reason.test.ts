import { expect, test } from 'vitest'
import { localReason } from './local-reason.ts'
import { NEW_FIELD, newQueueDraft } from './queue-draft.ts'

const named = { ...newQueueDraft('t', 0), name: 'Refunds' }

test('what is no number is said at its field, and how many a day only where it is asked', () => {
  const draft = named
  expect(localReason(draft)).toBeNull()
  expect(localReason({ ...draft, perDay: '', leaseMinutes: 'x' })?.errors?.map(({ pointer }) => pointer)).toEqual([
    '/perDay',
    '/leaseMinutes',
  ])
  expect(localReason({ ...draft, perDay: '', isByDay: false })).toBeNull()
  expect(localReason({ ...draft, correction: 'json', schema: '{' })?.errors?.[0]?.pointer).toBe('/correction/schema')
})

test('a part of the traffic has to be said', () => {
  const draft = named
  const rules = draft.rules.map((rule) => ({ ...rule, isOn: rule.reason === 'drifted_slice' }))
  expect(localReason({ ...draft, rules })?.errors).toMatchObject([{ pointer: '/rules/0/only' }])
})

test('all that is wrong is said at once, each at its place', () => {
  const rules = named.rules.map((rule) => ({ ...rule, isOn: rule.reason === 'random', share: '0' }))
  const fields = [
    { ...NEW_FIELD, question: 'Tone?', name: 'tone', kind: 'score' as const, min: '5', max: '5' },
    { ...NEW_FIELD, question: 'Free?', name: ' ', kind: 'score' as const, min: '', max: 'x' },
  ]
  const errors = localReason({
    ...named,
    name: '',
    isByDay: false,
    rules,
    fields,
    reviewersPerItem: '1.5',
    overlap: '101',
  })
  expect(errors?.errors).toEqual([
    { pointer: '/name', message: 'must not be empty' },
    { pointer: '/fields/1/name', message: 'must not be empty' },
    { pointer: '/reviewersPerItem', message: 'must be a whole number' },
    { pointer: '/overlapShare', message: 'must be at most 100' },
    { pointer: '/rules/0/share', message: 'must be above 0' },
    { pointer: '/fields/0/max', message: 'must be above 5' },
    { pointer: '/fields/1/max', message: 'must be a number' },
  ])
  expect(localReason({ ...named, perDay: '0' })?.errors).toMatchObject([{ message: 'must be at least 1' }])
})
