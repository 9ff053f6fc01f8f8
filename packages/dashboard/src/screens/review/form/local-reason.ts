// What can be told wrong before it is sent, said as the collector says it: a number that is none has no way to be sent.
import type { Reason } from '../../../api/client.ts'
import { chosenRules, type QueueDraft, schemaMistake } from './queue-draft.ts'

export function localReason(draft: QueueDraft): Reason | null {
  const numbers = [
    { pointer: '/perDay', text: draft.perDay, isAsked: draft.isByDay },
    { pointer: '/reviewersPerItem', text: draft.reviewersPerItem, isAsked: true },
    { pointer: '/overlapShare', text: draft.overlap, isAsked: true },
    { pointer: '/leaseMinutes', text: draft.leaseMinutes, isAsked: true },
  ]
  const errors = numbers
    .filter(({ text, isAsked }) => isAsked && (text.trim() === '' || !Number.isFinite(Number(text))))
    .map(({ pointer }) => ({ pointer, message: 'must be a number' }))
  for (const [at, { reason, only }] of chosenRules(draft).entries()) {
    const isEmpty = reason === 'drifted_slice' && Object.keys(only).length === 0
    if (isEmpty) errors.push({ pointer: `/rules/${at}/only`, message: 'is not said yet: add a value' })
  }
  const schema = schemaMistake(draft)
  if (schema !== null) errors.push({ pointer: '/correction/schema', message: schema })
  return errors.length === 0 ? null : { detail: 'Something is not filled in.', code: null, errors }
}
