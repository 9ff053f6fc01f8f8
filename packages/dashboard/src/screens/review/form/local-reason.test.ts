import { expect, test } from 'vitest'
import { localReason } from './local-reason.ts'
import { newQueueDraft } from './queue-draft.ts'

test('what is no number is said at its field, and how many a day only where it is asked', () => {
  const draft = newQueueDraft('t', 0)
  expect(localReason(draft)).toBeNull()
  expect(localReason({ ...draft, perDay: '', leaseMinutes: 'x' })?.errors?.map(({ pointer }) => pointer)).toEqual([
    '/perDay',
    '/leaseMinutes',
  ])
  expect(localReason({ ...draft, perDay: '', isByDay: false })).toBeNull()
  expect(localReason({ ...draft, correction: 'json', schema: '{' })?.errors?.[0]?.pointer).toBe('/correction/schema')
})

test('a part of the traffic has to be said', () => {
  const draft = newQueueDraft('t', 0)
  const rules = draft.rules.map((rule) => ({ ...rule, isOn: rule.reason === 'drifted_slice' }))
  expect(localReason({ ...draft, rules })?.errors).toMatchObject([{ pointer: '/rules/0/only' }])
})
