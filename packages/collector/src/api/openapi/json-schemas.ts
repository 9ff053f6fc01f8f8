// The contract's schemas as JSON Schema, as OpenAPI 3.1 takes them: each that has a name stands once, and is pointed at.

import { SCHEMAS } from '@trimtab/contract/endpoints'
import * as z from 'zod'

export type JsonSchema = { [keyword: string]: unknown }

const HOME = '#/components/schemas/'

type Options = NonNullable<Parameters<typeof z.toJSONSchema>[1]>

/** Shapes as they are sent: an answer may get members that nobody knows yet. */
const OPTIONS: Options = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ jsonSchema }) => {
    // The format says it; the pattern behind it is a paragraph.
    if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
    // Whole numbers are as large as they can be said exactly, which nobody needs to be told.
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  },
}

const nameOf = new Map(Object.entries(SCHEMAS).map(([name, schema]) => [schema, name]))

/** All that have a name, by it. */
export function namedJsonSchemas(): { [name: string]: JsonSchema } {
  const registry = z.registry<{ id: string }>()
  for (const [name, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id: name })
  const { schemas } = z.toJSONSchema(registry, { ...OPTIONS, uri: (id) => `${HOME}${id}` })
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]))
}

/** Where it has a name, a pointer to it. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const name = nameOf.get(schema)
  if (name !== undefined) return { $ref: `${HOME}${name}` }
  const options = schema instanceof z.ZodUnion ? schema.options : null
  if (options !== null) return { anyOf: options.map((option) => jsonSchemaOf(option as z.ZodType)) }
  if (schema instanceof z.ZodArray) return { ...own(schema), items: jsonSchemaOf(schema.element as z.ZodType) }
  return own(schema)
}

function own(schema: z.ZodType): JsonSchema {
  return bare(z.toJSONSchema(schema, OPTIONS))
}

/** What says of a whole document which dialect it is in, and where. */
function bare({ $schema: _dialect, $id: _place, ...schema }: JsonSchema): JsonSchema {
  return schema
}
