import { describe, expect, it } from 'vitest'
import type { JsonSchema } from './json-schemas.ts'
import { membersOf, typeText } from './type-text.ts'

const read = (schema: JsonSchema) =>
  typeText(schema)
    .map(({ text }) => text)
    .join('')

describe('a type', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'date-time' }, 'time'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ enum: ['ok', 'error'] }, '"ok" | "error"'],
    [{ const: true }, 'true'],
    [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
    [{ type: 'array', items: { $ref: '#/components/schemas/Task' } }, 'Task[]'],
    [{ anyOf: [{ $ref: '#/components/schemas/Job' }, { type: 'null' }] }, 'Job | null'],
    [{ type: 'object', additionalProperties: { type: 'number' } }, '{ [name]: number }'],
    [{}, 'any'],
  ])('%j reads as %s', (schema, text) => {
    expect(read(schema)).toBe(text)
  })

  it('leads to the shape that it names', () => {
    expect(typeText({ $ref: '#/components/schemas/Task' })).toEqual([{ text: 'Task', shape: 'Task' }])
  })
})

describe('the members of a shape', () => {
  it('are listed by their way, through lists and what may be null', () => {
    const inner: JsonSchema = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] }
    const shape: JsonSchema = {
      type: 'object',
      properties: { model: { anyOf: [inner, { type: 'null' }] }, tools: { type: 'array', items: inner } },
      required: ['model'],
    }
    const told = membersOf(shape).map(({ name, type, isRequired }) => [
      name,
      type.map(({ text }) => text).join(''),
      isRequired,
    ])
    expect(told).toEqual([
      ['model', 'object | null', true],
      ['model.name', 'string', true],
      ['tools', 'object[]', false],
      ['tools[].name', 'string', true],
    ])
  })
})
