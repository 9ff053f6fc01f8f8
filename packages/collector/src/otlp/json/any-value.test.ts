import { JSON_DEPTH_MAX, type Json } from '@trimtab/contract'
import { isWithinDepth } from '@trimtab/contract/schemas'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeAnyValue, decodeAttributes } from './any-value.ts'

/** JSON as an OTLP sender writes it. */
function encode(value: Json): object {
  if (value === null) return {}
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(encode) } }
  return { kvlistValue: { values: Object.entries(value).map(([key, item]) => ({ key, value: encode(item) })) } }
}

function nested(depth: number): object {
  let value: object = { stringValue: 'deep' }
  for (let level = 0; level < depth; level += 1) value = { arrayValue: { values: [value] } }
  return value
}

describe('an any-value', () => {
  it('of every kind comes out as the JSON that was meant', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        // JSON has no minus zero, and neither has a 64-bit integer.
        const meant = JSON.parse(JSON.stringify(value)) as Json
        expect(decodeAnyValue(encode(meant))).toEqual(meant)
      }),
    )
  })

  it.each([
    [{ intValue: '42' }, 42],
    [{ intValue: 42 }, 42],
    [{ intValue: '-9007199254740991' }, Number.MIN_SAFE_INTEGER],
    [{ doubleValue: 0.5 }, 0.5],
    [{ doubleValue: '0.5' }, 0.5],
    [{ boolValue: false }, false],
    [{ stringValue: '' }, ''],
    [{ bytesValue: 'aGk=' }, 'aGk='],
    [{ intValue: 1e21 }, 1e21],
    [{ intValue: '1e+21' }, 1e21],
    [{ stringValue: 'a\0b' }, 'a\0b'],
    [{ stringValue: '\ud83d' }, '\ufffd'],
    [{ arrayValue: {} }, []],
    [{ kvlistValue: {} }, {}],
  ])('%j is %j', (encoded, value) => {
    expect(decodeAnyValue(encoded)).toEqual(value)
  })

  it('keeps an integer that JavaScript cannot count to, as its digits', () => {
    expect(decodeAnyValue({ intValue: '1234567890123456789' })).toBe('1234567890123456789')
  })

  it.each([
    {},
    null,
    'text',
    7,
    [],
    { doubleValue: null },
    { stringValueStrindex: 3 },
    { doubleValue: 'NaN' },
    { doubleValue: 'Infinity' },
    { doubleValue: '-Infinity' },
    { intValue: '' },
    { intValue: 'many' },
    { stringValue: 7 },
    { arrayValue: 'list' },
    { someValue: 1 },
  ])('%j says nothing', (encoded) => {
    expect(decodeAnyValue(encoded)).toBeNull()
  })

  it('is cut off where it is nested too deep, and never overflows', () => {
    expect(decodeAnyValue(nested(JSON_DEPTH_MAX))).toEqual(JSON.parse(`${'['.repeat(64)}"deep"${']'.repeat(64)}`))
    for (const depth of [JSON_DEPTH_MAX + 1, JSON_DEPTH_MAX + 2, 100_000]) {
      expect(isWithinDepth(decodeAnyValue(nested(depth)), JSON_DEPTH_MAX)).toBe(true)
    }
  })

  it('may be anything at all without harm', () => {
    const anyField = fc.constantFrom(
      'stringValue',
      'intValue',
      'doubleValue',
      'arrayValue',
      'kvlistValue',
      'values',
      'key',
      'value',
    )
    const { anything } = fc.letrec((tie) => ({
      anything: fc.oneof(
        { maxDepth: 6 },
        fc.jsonValue(),
        fc.dictionary(anyField, tie('anything')),
        fc.array(tie('anything')),
      ),
    }))
    fc.assert(fc.property(anything, (encoded) => isWithinDepth(decodeAnyValue(encoded), JSON_DEPTH_MAX)))
  })

  it('has keys that are text: what is under any other key is left out, and a missing key is the empty one', () => {
    const poison = { toString: 1, valueOf: 1 }
    const values = [
      { key: poison, value: { intValue: 1 } },
      { value: { intValue: 2 } },
      { key: 'a', value: { intValue: 3 } },
    ]
    expect(decodeAnyValue({ kvlistValue: { values } })).toEqual({ '': 2, a: 3 })
  })
})

describe('attributes', () => {
  it('keep the last of two equal keys', () => {
    const twice = [
      { key: 'a', value: { intValue: 1 } },
      { key: 'a', value: { intValue: 2 } },
    ]
    expect([...decodeAttributes(twice)]).toEqual([['a', 2]])
  })

  it.each(['__proto__', 'constructor', 'toString'])('may be called %s and change nothing else', (key) => {
    const attributes = decodeAttributes([
      {
        key,
        value: {
          kvlistValue: {
            values: [
              { key, value: { kvlistValue: { values: [] } } },
              { key: 'a', value: { intValue: 1 } },
            ],
          },
        },
      },
    ])
    const value = attributes.get(key)
    expect(Object.keys(value ?? {})).toEqual([key, 'a'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as { a?: number }).a).toBeUndefined()
  })

  it.each([undefined, null, {}, 'a', [null, 7, 'a', [], {}, { key: 7 }, { key: '' }, { keyStrindex: 1 }]])(
    'are none in %j',
    (keyValues) => {
      expect(decodeAttributes(keyValues).size).toBe(0)
    },
  )
})
