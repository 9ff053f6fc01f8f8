// The shape of a JSON Schema (draft 2020-12), as far as corrections are checked by it: what a keyword must look like,
// so that a mistake in a schema is found when a queue is made and not when somebody reviews.

import * as z from 'zod'

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const
/** What the checker passes over without a word. */
const NOT_UNDERSTOOD = ['$dynamicRef', '$recursiveRef']

/** Keywords by what they hold. */
const PARTS = [
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'items',
  'unevaluatedItems',
  'contains',
]
const CONDITIONS = ['not', 'if', 'then', 'else']
const LISTS_OF_PARTS = ['prefixItems', 'allOf', 'anyOf', 'oneOf']
const PARTS_BY_NAME = ['$defs', 'definitions', 'properties', 'dependentSchemas']
const COUNTS = ['minProperties', 'maxProperties', 'minItems', 'maxItems', 'minContains', 'maxContains']
const LENGTHS = ['minLength', 'maxLength']
const NUMBERS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']
const TEXTS = ['$id', '$ref', '$anchor', 'format']

/** Longer ones are no forms of anything, and take long to understand. */
const PATTERN_CHARS_MAX = 1000

const pattern = z.string().max(PATTERN_CHARS_MAX, { abort: true }).refine(isPattern, 'is no regular expression')
const part: z.ZodType = z.lazy(() => schemaShape)
const each = (keywords: readonly string[], shape: z.ZodType) =>
  Object.fromEntries(keywords.map((keyword) => [keyword, shape.optional()]))

/** True and false are schemas too. */
export const schemaShape: z.ZodType = z.preprocess(
  (schema) => (typeof schema === 'boolean' ? {} : schema),
  z
    .looseObject({
      ...each([...PARTS, ...CONDITIONS], part),
      ...each(LISTS_OF_PARTS, z.array(part).min(1)),
      ...each(PARTS_BY_NAME, z.record(z.string(), part)),
      ...each([...COUNTS, ...LENGTHS], z.int().min(0)),
      ...each(NUMBERS, z.number()),
      ...each(TEXTS, z.string()),
      type: z
        .preprocess((type): unknown => (Array.isArray(type) ? type : [type]), z.array(z.enum(TYPES)).min(1))
        .optional(),
      enum: z.array(z.unknown()).min(1).optional(),
      required: z.array(z.string()).optional(),
      dependentRequired: z.record(z.string(), z.array(z.string())).optional(),
      uniqueItems: z.boolean().optional(),
      multipleOf: z.number().gt(0).optional(),
      pattern: pattern.optional(),
      patternProperties: z.record(pattern, part).optional(),
    })
    .superRefine((schema, context) => {
      for (const keyword of NOT_UNDERSTOOD)
        if (keyword in schema) context.addIssue({ code: 'custom', path: [keyword], message: 'is not understood' })
    }),
)

/** As the checker reads it. */
function isPattern(source: string): boolean {
  try {
    return new RegExp(source, 'u').source !== ''
  } catch {
    return false
  }
}
