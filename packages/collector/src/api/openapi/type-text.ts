// A JSON Schema as a person reads it: a type in a few words, and the members of a shape in one list.

import type { JsonSchema } from './json-schemas.ts'

/** A type in words, in pieces: some name a shape that stands elsewhere on the page. */
export type TypeText = { text: string; shape: string | null }[]

export interface Member {
  /** `model.requested`, `feedback[].kind`. */
  name: string
  type: TypeText
  isRequired: boolean
}

/** A list of choices that is longer than this is told by its first. */
const CHOICES_SHOWN = 12

export function typeText(schema: JsonSchema): TypeText {
  const { $ref, anyOf, items, type, format, additionalProperties } = schema
  if (typeof $ref === 'string') return [{ text: shapeName($ref), shape: shapeName($ref) }]
  const choices = schema['enum'] ?? (schema['const'] === undefined ? undefined : [schema['const']])
  if (Array.isArray(choices)) return [plain(choicesText(choices))]
  if (Array.isArray(anyOf)) return joined(anyOf.map((choice) => typeText(choice as JsonSchema)))
  if (type === 'array') return listText(isSchema(items) ? typeText(items) : [plain('any')])
  if (type === 'object' && isSchema(additionalProperties))
    return [plain('{ [name]: '), ...typeText(additionalProperties), plain(' }')]
  if (Array.isArray(type)) return [plain(type.join(' | '))]
  if (typeof type !== 'string') return [plain('any')]
  return [plain(format === 'date-time' ? 'time' : type)]
}

/** Everything inside of a shape that has no name of its own, by its way from the shape. */
export function membersOf(schema: JsonSchema, prefix = ''): Member[] {
  const { properties, required } = schema
  if (!isSchema(properties)) return []
  return Object.entries(properties as { [name: string]: JsonSchema }).flatMap(([name, member]) => {
    const isRequired = Array.isArray(required) && required.includes(name)
    const { inner, suffix, type } = insideOf(member)
    return [{ name: `${prefix}${name}`, type, isRequired }, ...membersOf(inner, `${prefix}${name}${suffix}.`)]
  })
}

/** The shape that a member is, is a list of, or is where it is not null. */
function insideOf(member: JsonSchema): { inner: JsonSchema; suffix: string; type: TypeText } {
  const { anyOf, items, type } = member
  if (type === 'array' && isSchema(items)) {
    const { inner, suffix, type: itemType } = insideOf(items)
    return { inner, suffix: `[]${suffix}`, type: listText(itemType) }
  }
  const [only, another] = Array.isArray(anyOf)
    ? (anyOf as JsonSchema[]).filter((choice) => choice['type'] !== 'null')
    : []
  if (only !== undefined && another === undefined) {
    const { inner, suffix, type: innerType } = insideOf(only)
    return { inner, suffix, type: joined([innerType, [plain('null')]]) }
  }
  return { inner: member, suffix: '', type: typeText(member) }
}

function listText(item: TypeText): TypeText {
  const isSeveral = item.some(({ text }) => text.includes(' | '))
  return isSeveral ? [plain('('), ...item, plain(')[]')] : [...item, plain('[]')]
}

function joined(choices: TypeText[]): TypeText {
  return choices.flatMap((choice, index) => (index === 0 ? choice : [plain(' | '), ...choice]))
}

function choicesText(choices: unknown[]): string {
  const shown = choices.slice(0, CHOICES_SHOWN).map((choice) => JSON.stringify(choice))
  return [...shown, ...(choices.length > CHOICES_SHOWN ? ['…'] : [])].join(' | ')
}

function shapeName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

function plain(text: string): TypeText[number] {
  return { text, shape: null }
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
