// Whether answers fit the rubric of a queue.

import type { ReviewInput, RubricField } from '@trimtab/contract'
import { Refusal } from '../../refusal.ts'
import { pointerTo } from '../../schema-issue.ts'

type Answer = NonNullable<ReviewInput['answers']>[string]

/** Throws a sentence that names the field. Who cannot tell, or leaves it to others, need not answer anything. */
export function checkAnswers(
  fields: readonly RubricField[],
  { decision, answers = {} }: Pick<ReviewInput, 'decision' | 'answers'>,
): void {
  const known = new Set(fields.map(({ name }) => name))
  for (const name of Object.keys(answers))
    if (!known.has(name)) throw refused(name, `this queue asks nothing of that name`)
  const isOptional = decision === 'unsure' || decision === 'skipped'
  for (const field of fields) {
    const answer = answerTo(field, answers)
    if (answer === null && field.isRequired === true && !isOptional) throw refused(field.name, 'needs an answer')
    const fault = answer === null ? null : faultOf(field, answer)
    if (fault !== null) throw refused(field.name, fault)
  }
}

/** Null where there is none; an empty text and no options at all are none. */
export function answerTo({ name }: Pick<RubricField, 'name'>, answers: { [field: string]: Answer }): Answer | null {
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined
  const isEmpty = answer === undefined || answer === '' || (Array.isArray(answer) && answer.length === 0)
  return isEmpty ? null : answer
}

function faultOf({ kind, options, isMany, min, max }: RubricField, answer: Answer): string | null {
  if (kind === 'thumbs') return typeof answer === 'boolean' ? null : 'must be true or false'
  if (kind === 'score') {
    if (typeof answer !== 'number') return 'must be a number'
    if (min !== undefined && answer < min) return `must be at least ${min}`
    return max !== undefined && answer > max ? `must be at most ${max}` : null
  }
  if (isMany === true) {
    if (!Array.isArray(answer)) return 'must be a list of options'
    if (new Set(answer).size < answer.length) return 'names an option twice'
    return answer.every((each) => options?.includes(each)) ? null : oneOf(options)
  }
  if (typeof answer !== 'string') return 'must be a text'
  return options === undefined || options.includes(answer) ? null : oneOf(options)
}

function oneOf(options: readonly string[] = []): string {
  return `must be one of ${options.map((option) => JSON.stringify(option)).join(', ')}`
}

function refused(field: string, fault: string): Refusal {
  const issues = [{ pointer: pointerTo('answers', field), message: fault }]
  return new Refusal('review.invalid', `answers.${field}: ${fault}.`, { issues })
}
