// The schema that corrections of a queue must meet: refused where it is broken, and asked what is wrong with a
// correction. Schemas are written by whoever makes a queue, so each question has its time: a pattern that never ends,
// or parts that refer to each other without end, are answered with a sentence.

import { dereference, type OutputUnit, type Schema, validate } from '@cfworker/json-schema'
import type { Json, JsonObject } from '@trimtab/contract'
import { Refusal } from '../../refusal.ts'
import { explainIssue } from '../../schema-issue.ts'
import { runWithin, TOO_LONG } from './run-within.ts'
import { schemaShape } from './schema-shape.ts'

/** They are checked on the thread that answers everybody: of corrections there are many, of schemas a few. */
const CORRECTION_MS_MAX = 100
const SCHEMA_MS_MAX = 200
const DRAFT = '2020-12'
const WORDS_CHARS_MAX = 300
/** One of each kind: whatever a part of a schema refers to is looked at. */
const PROBES: readonly Json[] = [null, true, 0, '', [], {}]

/** Throws where corrections cannot be checked by it. */
export function refuseSchema(schema: JsonObject): void {
  const fault = askWithin(SCHEMA_MS_MAX, () => {
    const shape = schemaShape.safeParse(schema)
    if (!shape.success) return cut(explainIssue(shape.error))
    const lookup = dereference(structuredClone(schema) as Schema)
    for (const part of Object.values(lookup)) for (const probe of PROBES) validate(probe, part, DRAFT, lookup)
    return null
  })
  if (fault === TOO_LONG) throw refused(`it takes longer than ${SCHEMA_MS_MAX} ms to understand`)
  if (fault !== null) throw refused(fault)
}

/** What of a correction does not meet the schema, as a phrase; null where it does. `TOO_LONG` where nobody can tell. */
export function explainMismatch(schema: JsonObject, correction: Json): string | null | typeof TOO_LONG {
  return askWithin(CORRECTION_MS_MAX, () => {
    const { errors } = validate(correction, structuredClone(schema) as Schema, DRAFT)
    return errors.length === 0 ? null : explainErrors(errors)
  })
}

/** What is wrong, in words; null where nothing is. */
function askWithin(timeMs: number, ask: () => string | null): string | null | typeof TOO_LONG {
  try {
    return runWithin(timeMs, ask)
  } catch (error) {
    if (error instanceof RangeError) return 'the schema refers to itself without end'
    const [message = ''] = String(error instanceof Error ? error.message : error).split('\n')
    const [, reference] = /^Unresolved \$ref "(.*?)"\./.exec(message) ?? []
    return reference === undefined
      ? `the schema cannot be read: ${cut(message)}`
      : `the schema refers to ${cut(reference)}, which is not in it`
  }
}

function refused(sentence: string): Refusal {
  const issues = [{ pointer: '/correction/schema', message: sentence }]
  return new Refusal('review.invalid', `correction.schema: ${sentence}.`, { issues })
}

/** These only say that something within is wrong, and what that is comes next. */
const AROUND = new Set(
  [
    ['$ref', 'allOf', 'then', 'else', 'dependentSchemas', 'items', 'prefixItems', 'unevaluatedItems'],
    ['properties', 'patternProperties', 'additionalProperties', 'unevaluatedProperties'],
  ].flat(),
)

function explainErrors(errors: readonly OutputUnit[]): string {
  const error = errors.find(({ keyword }) => !AROUND.has(keyword)) ?? errors[0]
  if (error === undefined) return 'it does not meet the schema'
  const place = decodeURIComponent(error.instanceLocation.slice(1))
  return place === '' ? `it ${wordsOf(error)}` : `at ${cut(place)}: ${wordsOf(error)}`
}

const TYPE_WORDS: { readonly [type: string]: string } = {
  array: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object',
  string: 'a text',
}

function wordsOf({ keyword, error }: OutputUnit): string {
  if (keyword === 'false') return 'is not allowed'
  if (keyword === 'type') {
    const types = /Expected "(.*)"\.$/.exec(error)?.[1]?.split('", "') ?? []
    return `must be ${types.map((type) => TYPE_WORDS[type] ?? type).join(' or ')}`
  }
  // The checker names what it is about first, and a place was named already.
  return cut(error.replace(/^(?:Instance|String|Array|-?[\d.e+-]+) /, '').replace(/\.$/, ''))
}

function cut(text: string): string {
  return text.length <= WORDS_CHARS_MAX ? text : `${text.slice(0, WORDS_CHARS_MAX).toWellFormed()}…`
}
