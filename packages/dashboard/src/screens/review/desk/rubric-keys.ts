// Which key answers what: 1 to 4 are the judgement, the answers of the rubric take the keys after them, and then the
// labels of a correction. A digit never stands for another number: answers with digits in them have letters. Pure.
import type { RubricField } from '@trimtab/contract'

const DIGITS = '5 6 7 8 9 0'.split(' ')
/** Not among them: what the desk and the page use themselves (e, g, n, s, u). */
const LETTERS = 'q w r t y i o p a d f h j k l z x c v b m'.split(' ')

/** A score with as few steps as this is chosen, a finer one is typed. */
const STEPS_MAX = 10

/** More labels are a list to pick from, without keys: they would push everything else off the screen. */
export const LABELS_IN_VIEW_MAX = 12

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

type Unkeyed = Omit<Choice, 'key'>

export function withKeys(
  fields: readonly RubricField[],
  labels: readonly string[] = [],
): { fields: FieldWithChoices[]; labels: Choice[] } {
  const [digits, letters] = [[...DIGITS], [...LETTERS]]
  const give = (choices: Unkeyed[]): Choice[] => {
    const hasDigits = choices.some(({ name }) => /\p{N}/u.test(name))
    // Those of one question are of one kind where they can be.
    const isByDigits = !hasDigits && digits.length >= choices.length
    const next = (): string | undefined =>
      isByDigits ? digits.shift() : (letters.shift() ?? (hasDigits ? undefined : digits.shift()))
    return choices.map((choice) => ({ ...choice, key: next() ?? null }))
  }
  return {
    fields: fields.map((field) => ({ field, choices: give(choicesOf(field)) })),
    labels:
      labels.length > LABELS_IN_VIEW_MAX
        ? named(labels).map((label) => ({ ...label, key: null }))
        : give(named(labels)),
  }
}

/** Keys as they are told in one line: those of the first question, and that there are more. */
export function keysInShort(choices: readonly (readonly Pick<Choice, 'key'>[])[]): string[] {
  const [first = [], ...others] = choices
    .map((each) => each.flatMap(({ key }) => (key === null ? [] : [key.toUpperCase()])))
    .filter((each) => each.length > 0)
  const isCut = others.length > 0 || first.length > KEYS_TOLD_MAX
  return [...first.slice(0, KEYS_TOLD_MAX), ...(isCut ? ['…'] : [])]
}

const KEYS_TOLD_MAX = 6

function named(labels: readonly string[]): Unkeyed[] {
  return labels.map((label) => ({ value: label, name: label }))
}

function choicesOf({ kind, options, min, max }: RubricField): Unkeyed[] {
  if (kind === 'thumbs') {
    return [
      { value: true, name: 'Yes' },
      { value: false, name: 'No' },
    ]
  }
  if (kind === 'label') return named(options ?? [])
  if (kind !== 'score' || min === undefined || max === undefined) return []
  const steps = max - min
  if (!Number.isInteger(min) || !Number.isInteger(steps) || steps + 1 > STEPS_MAX) return []
  return Array.from({ length: steps + 1 }, (_, step) => ({ value: min + step, name: String(min + step) }))
}
