import fc from 'fast-check'
import { expect, it } from 'vitest'
import { encodeAttributes } from './any-value.ts'

interface Wire {
  stringValue?: string
  boolValue?: boolean
  intValue?: string
  doubleValue?: number
  arrayValue?: { values: Wire[] }
  kvlistValue?: { values: { key: string; value: Wire }[] }
}

/** Reads it back by the protocol's own words. */
function decode(wire: Wire): unknown {
  if (wire.arrayValue) return wire.arrayValue.values.map(decode)
  if (wire.kvlistValue) return Object.fromEntries(wire.kvlistValue.values.map(({ key, value }) => [key, decode(value)]))
  if (wire.intValue !== undefined) return Number(wire.intValue)
  return wire.stringValue ?? wire.boolValue ?? wire.doubleValue ?? null
}

function roundTrip(value: unknown): unknown {
  const [encoded] = JSON.parse(JSON.stringify(encodeAttributes({ key: value }))) as { value: Wire }[]
  return decode(encoded?.value ?? {})
}

it('whatever JSON can say comes back as it was', () => {
  // OTLP has one zero and no way to say `__proto__` without setting it.
  const json = fc
    .jsonValue({ noUnicodeString: false, maxDepth: 5 })
    .filter((value) => !/-0|__proto__/.test(print(value)))
  fc.assert(
    fc.property(json, (value) => {
      expect(roundTrip(value)).toEqual(value)
    }),
  )
})

function print(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => (Object.is(item, -0) ? '-0' : item))
}

it('what only protobuf can say is said in its words', () => {
  expect(encodeAttributes({ bytes: new Uint8Array([104, 105]), big: 10n, far: Infinity, none: undefined })).toEqual([
    { key: 'bytes', value: { bytesValue: 'aGk=' } },
    { key: 'big', value: { intValue: '10' } },
    { key: 'far', value: { doubleValue: 'Infinity' } },
  ])
})

it('what contains itself comes to an end', () => {
  const endless: { self?: object } = {}
  endless.self = endless
  expect(JSON.stringify(encodeAttributes({ endless })).length).toBeLessThan(4000)
})
