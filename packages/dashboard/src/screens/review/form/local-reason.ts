// What can be told wrong before it is sent, all at once: a number that is none has no way to be sent, and what the
// collector would say of the rest would only come at the second try.
import { LEASE_MINUTES_MAX, REVIEWERS_PER_ITEM_MAX, REVIEWS_PER_DAY_MAX } from '@trimtab/contract'
import type { Reason } from '../../../api/client.ts'
import { chosenRules, type QueueDraft, schemaMistake } from './queue-draft.ts'

export function localReason(draft: QueueDraft): Reason | null {
  const errors = [...emptyTexts(draft), ...wrongNumbers(draft)]
  for (const [at, { reason, only }] of chosenRules(draft).entries()) {
    const isEmpty = reason === 'drifted_slice' && Object.keys(only).length === 0
    if (isEmpty) errors.push({ pointer: `/rules/${at}/only`, message: 'is not said yet: add a value' })
  }
  const schema = schemaMistake(draft)
  if (schema !== null) errors.push({ pointer: '/correction/schema', message: schema })
  return errors.length === 0 ? null : { detail: 'Something is not filled in.', code: null, errors }
}

type Mistake = NonNullable<Reason['errors']>[number]

function emptyTexts({ name, fields }: QueueDraft): Mistake[] {
  const texts = [
    { pointer: '/name', text: name },
    ...fields.flatMap((field, at) => [
      { pointer: `/fields/${at}/question`, text: field.question },
      { pointer: `/fields/${at}/name`, text: field.name },
    ]),
  ]
  return texts
    .filter(({ text }) => text.trim() === '')
    .map(({ pointer }) => ({ pointer, message: 'must not be empty' }))
}

interface Numeral {
  pointer: string
  text: string
  min?: number
  /** Itself is too little. */
  isAboveMin?: boolean
  max?: number
  isWhole?: boolean
}

const PERCENT = { min: 0, max: 100 }

function wrongNumbers(draft: QueueDraft): Mistake[] {
  const { isByDay, perDay, reviewersPerItem, overlap, leaseMinutes, fields } = draft
  const numerals: Numeral[] = [
    ...(isByDay ? [{ pointer: '/perDay', text: perDay, min: 1, max: REVIEWS_PER_DAY_MAX, isWhole: true }] : []),
    { pointer: '/reviewersPerItem', text: reviewersPerItem, min: 1, max: REVIEWERS_PER_ITEM_MAX, isWhole: true },
    { pointer: '/overlapShare', text: overlap, ...PERCENT },
    { pointer: '/leaseMinutes', text: leaseMinutes, min: 1, max: LEASE_MINUTES_MAX },
    ...chosenRules(draft).flatMap(({ reason, share, below }, at) => [
      ...(isByDay ? [] : [{ pointer: `/rules/${at}/share`, text: share, ...PERCENT, isAboveMin: true }]),
      ...(reason === 'low_confidence'
        ? [{ pointer: `/rules/${at}/below`, text: below, min: 0, isAboveMin: true, max: 1 }]
        : []),
    ]),
    ...fields.flatMap(({ kind, min, max }, at) => [
      ...(kind === 'score' && min !== '' ? [{ pointer: `/fields/${at}/min`, text: min }] : []),
      ...(kind === 'score' && max !== '' ? [{ pointer: `/fields/${at}/max`, text: max, ...aboveMin(min) }] : []),
    ]),
  ]
  return numerals.flatMap((numeral) => {
    const message = whyWrong(numeral)
    return message === null ? [] : [{ pointer: numeral.pointer, message }]
  })
}

function aboveMin(min: string): Pick<Numeral, 'min' | 'isAboveMin'> {
  return isNumber(min) ? { min: Number(min), isAboveMin: true } : {}
}

function whyWrong({
  text,
  min = -Infinity,
  isAboveMin = false,
  max = Infinity,
  isWhole = false,
}: Numeral): string | null {
  if (!isNumber(text)) return 'must be a number'
  const number = Number(text)
  if (isWhole && !Number.isInteger(number)) return 'must be a whole number'
  if (number > max) return `must be at most ${max}`
  if (isAboveMin && number <= min) return `must be above ${min}`
  return number < min ? `must be at least ${min}` : null
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text))
}
