// Which key answers what: 1 to 4 are the judgement, the answers of the rubric take the keys after them. Pure.
import type { RubricField } from '@trimtab/contract'

/** Not among them: what the desk and the page use themselves (e, g, n, s, u). */
const ANSWER_KEYS = '5 6 7 8 9 0 q w r t y i o p a d f h j k l z x c v b m'.split(' ')

/** A score with as few steps as this is chosen, a finer one is typed. */
const STEPS_MAX = 10

export interface Choice {
  value: boolean | number | string
  name: string
  /** Null where there are more answers than keys. */
  key: string | null
}

export interface FieldWithChoices {
  field: RubricField
  /** Empty where the answer is typed. */
  choices: Choice[]
}

export function withKeys(fields: readonly RubricField[]): FieldWithChoices[] {
  const keys = [...ANSWER_KEYS]
  return fields.map((field) => ({
    field,
    choices: choicesOf(field).map((choice) => ({ ...choice, key: keys.shift() ?? null })),
  }))
}

function choicesOf({ kind, options, min, max }: RubricField): Omit<Choice, 'key'>[] {
  if (kind === 'thumbs') {
    return [
      { value: true, name: 'Yes' },
      { value: false, name: 'No' },
    ]
  }
  if (kind === 'label') return (options ?? []).map((option) => ({ value: option, name: option }))
  if (kind !== 'score' || min === undefined || max === undefined) return []
  const steps = max - min
  if (!Number.isInteger(min) || !Number.isInteger(steps) || steps + 1 > STEPS_MAX) return []
  return Array.from({ length: steps + 1 }, (_, step) => ({ value: min + step, name: String(min + step) }))
}
