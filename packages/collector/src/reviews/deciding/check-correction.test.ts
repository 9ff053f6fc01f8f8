import type { CorrectionRule, Json, JsonObject } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { checkCorrection } from './check-correction.ts'
import { refuseSchema } from './correction-schema.ts'
import { createSlowSchemas } from './slow-schemas.ts'

const asking = (correction: CorrectionRule | null) => ({ id: 'q', updatedAt: '', correction })
const check = (rule: CorrectionRule | null, correction: Json, slow = createSlowSchemas(() => 0)): void =>
  checkCorrection(asking(rule), { decision: 'corrected', correction }, slow)

const ORDER: JsonObject = {
  type: 'object',
  required: ['items'],
  additionalProperties: false,
  properties: {
    items: { type: 'array', maxItems: 2, items: { $ref: '#/$defs/item' } },
    state: { enum: ['open', 'done'] },
    note: { type: ['string', 'null'], pattern: '^[a-z ]*$', maxLength: 5 },
    by: { anyOf: [{ type: 'string' }, { type: 'number' }] },
  },
  $defs: { item: { type: 'object', properties: { price: { type: 'number', minimum: 0 } } } },
}

describe('a correction', () => {
  it('in text is a text that says something', () => {
    check({ form: 'text' }, 'Thirty days.')
    expect(() => check({ form: 'text' }, ' \n')).toThrow('correction: it is empty.')
    expect(() => check({ form: 'text' }, ['Thirty'])).toThrow('correction: it must be a text.')
  })

  it('by label is one of the labels there are, without space around it', () => {
    check({ form: 'label' }, 'refund')
    check({ form: 'label' }, 3)
    check({ form: 'label', options: ['refund', '3'] }, 3)
    expect(() => check({ form: 'label' }, ' refund')).toThrow('without space around it')
    expect(() => check({ form: 'label' }, '')).toThrow('without space around it')
    expect(() => check({ form: 'label' }, { label: 'refund' })).toThrow('it must be a label')
    expect(() => check({ form: 'label', options: ['refund', 'delivery'] }, 'refnd')).toThrow(
      '"refnd" is none of this queue’s labels: refund, delivery',
    )
  })

  it('in chat is a text or messages', () => {
    check({ form: 'chat' }, 'Thirty days.')
    check({ form: 'chat' }, [{ role: 'assistant', parts: [{ type: 'text', text: 'Thirty days.' }] }])
    expect(() => check({ form: 'chat' }, [{ role: 'assistant', content: 'x' }])).toThrow(
      'correction: it is neither a text nor messages: 0.parts is missing.',
    )
    expect(() => check({ form: 'chat' }, [])).toThrow('must not be empty')
  })

  it('is refused where the queue asks for none, and not looked for with another decision', () => {
    expect(() => check(null, 'Thirty')).toThrow('correction: this queue asks for none; decide `bad`.')
    checkCorrection(
      asking(null),
      { decision: 'bad' },
      createSlowSchemas(() => 0),
    )
  })

  it('in JSON is anything, or what meets the schema', () => {
    const order: Json = { items: [{ price: 1 }, {}], state: 'open', note: null, by: 7 }
    expect(() => check({ form: 'json' }, [1, null])).not.toThrow()
    expect(() => check({ form: 'json', schema: ORDER }, order)).not.toThrow()
  })

  it.each<[Json, string]>([
    [{ items: [{ price: '1' }] }, 'at /items/0/price: must be a number.'],
    [{ items: [{ price: -1 }] }, 'at /items/0/price: is less than 0.'],
    [{ items: [{}, {}, {}] }, 'at /items: has too many items (3 > 2).'],
    [{}, 'it does not have required property "items".'],
    [7, 'it must be an object.'],
    [{ items: [], state: 'gone' }, 'at /state: does not match any of ["open","done"].'],
    [{ items: [], note: 7 }, 'at /note: must be a text or null.'],
    [{ items: [], note: 'UP' }, 'at /note: does not match pattern.'],
    [{ items: [], note: 'too long' }, 'at /note: is too long (8 > 5).'],
    [{ items: [], 'a/b c': 7 }, 'at /a~1b c: is not allowed.'],
    [{ items: [], by: null }, 'at /by: does not match any subschemas.'],
  ])('%j does not meet the schema, and is told where', (correction, sentence) => {
    expect(() => check({ form: 'json', schema: ORDER }, correction)).toThrow(`correction: ${sentence}`)
  })

  it('is given up where a pattern or a schema would take for ever', () => {
    const slow = { type: 'string', pattern: '^(a+)+$' }
    expect(() => check({ form: 'json', schema: slow }, `${'a'.repeat(64)}!`)).toThrow('it takes too long')
    const twice: JsonObject = { allOf: [{ items: { $ref: '#' } }, { items: { $ref: '#' } }] }
    const deep = JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) as Json
    expect(() => check({ form: 'json', schema: twice }, deep)).toThrow('it takes too long')
  })

  it('is refused at once where two before it were given up', () => {
    const slow = createSlowSchemas(() => 0)
    const save = () => check({ form: 'json', schema: { pattern: '^(a+)+$' } }, `${'a'.repeat(64)}!`, slow)
    const startMs = performance.now()
    for (const sentence of ['it takes too long', 'it takes too long']) expect(save).toThrow(sentence)
    const tookMs = performance.now() - startMs
    for (let time = 0; time < 100; time += 1) expect(save).toThrow('for 60 s none is taken')
    expect(performance.now() - startMs - tookMs).toBeLessThan(tookMs)
  })
})

describe('a schema of corrections', () => {
  it.each<JsonObject>([
    ORDER,
    { $defs: { tree: { items: { $ref: '#/$defs/tree' } } }, $ref: '#/$defs/tree', 'x-note': { any: 1 } },
    JSON.parse('{"if":{"type":"string"},"then":true,"else":{"not":{"const":1}},"prefixItems":[true]}') as JsonObject,
  ])('%j is understood', (schema) => {
    expect(() => refuseSchema(schema)).not.toThrow()
  })

  it.each<[JsonObject, string]>([
    [{ type: 'text' }, 'type.0 must be one of array, boolean'],
    [{ properties: { a: { type: ['string', 'date'] } } }, 'properties.a.type.1 must be one of'],
    [{ properties: [] }, 'properties must be of type record'],
    [{ items: [{ type: 'string' }] }, 'items must be of type object'],
    [{ anyOf: [{ minLength: -1 }] }, 'anyOf.0.minLength must be at least 0'],
    [{ pattern: '(' }, 'pattern: is no regular expression'],
    [{ pattern: 'a'.repeat(1001) }, 'pattern must be at most 1000 long'],
    [{ patternProperties: { '(': true } }, 'is no regular expression'],
    [{ required: 'a' }, 'required must be of type array'],
    [{ $ref: '#/$defs/a' }, 'the schema refers to #/$defs/a, which is not in it'],
    [{ properties: { a: { $ref: 'https://example.com/a.json' } } }, 'which is not in it'],
    [{ $dynamicRef: '#a' }, '$dynamicRef: is not understood'],
    [{ $ref: '#' }, 'the schema refers to itself without end'],
    [{ $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { $ref: '#/$defs/a' } } }, 'refers to itself without end'],
    [{ properties: { a: { $id: 'x' }, b: { $id: 'x' } } }, 'the schema cannot be read: Duplicate schema URI'],
  ])('%j is refused', (schema, sentence) => {
    expect(() => refuseSchema(schema)).toThrow(sentence)
  })

  it('is left as it was', () => {
    const before = structuredClone(ORDER)
    refuseSchema(ORDER)
    check({ form: 'json', schema: ORDER }, { items: [] })
    expect(Object.getOwnPropertyNames(ORDER)).toEqual(Object.getOwnPropertyNames(before))
  })
})
