import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { JSON_LIMITS, type JsonLimits, writeJson, type WrittenJson } from './bounded-json.ts'
import { NESTED } from './json-text.ts'
import { createRedact } from './redact.ts'

const write = (value: unknown, limits: Partial<JsonLimits> = {}): WrittenJson =>
  writeJson(value, { limits: { ...JSON_LIMITS, ...limits } })
const read = (value: unknown, limits: Partial<JsonLimits> = {}): unknown =>
  JSON.parse(write(value, limits).json ?? 'null')

function redactEmail(value: unknown, limits: Partial<JsonLimits> = {}): WrittenJson {
  return writeJson(value, {
    limits: { ...JSON_LIMITS, ...limits },
    redact: createRedact(['email', 'card'], () => undefined),
  })
}

/** Built rather than written down: circular. */
function circular(): object {
  const value: { self?: object; list: unknown[] } = { list: [] }
  value.self = value
  value.list.push(value.list)
  return value
}

describe('what JSON can say', () => {
  it('is written as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true, withNullPrototype: true, withSparseArray: true }), (value) => {
        expect(write(value)).toEqual({ json: JSON.stringify(value), isCut: false, isUnreadable: false })
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(write({ [text]: text }).json).toBe(JSON.stringify({ [text]: text }))
      }),
    )
  })

  it('is the same where it is a text of other JSON', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), fc.string({ unit: 'binary' }), (value, text) => {
        const nested = writeJson({ value, [text]: text }, { spelling: NESTED })
        expect(JSON.parse(`"${nested.json}"`)).toBe(write({ value, [text]: text }).json)
      }),
    )
  })

  it('is only what is the value’s own', () => {
    const old: unknown = Object.create({ inherited: 2 }, { own: { value: 1, enumerable: true } })
    class New {
      own = 1
      #hidden = 2
      get shown(): number {
        return this.#hidden
      }
    }
    expect(read([old, new New(), new URL('http://localhost/a')])).toEqual([
      { own: 1 },
      { own: 1 },
      'http://localhost/a',
    ])
    expect([write(undefined).json, write(() => 1).json, write(Symbol('s')).json]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})

describe('what JSON cannot say', () => {
  it('is said as well as it can be', () => {
    expect(
      read({
        big: 2n ** 70n,
        tooBig: 1n << 5_000_000n,
        map: new Map<unknown, unknown>([
          ['a', 1],
          [2, new Set(['b'])],
        ]),
        error: new TypeError('no', { cause: 'that' }),
        vector: new Float32Array([0.5, 2]),
        bytes: new Uint8Array(12_345),
        file: Buffer.from('abc'),
        none: [NaN, Infinity, undefined, () => 1, new Date(NaN)],
      }),
    ).toEqual({
      big: '1180591620717411303424',
      tooBig: '[too long a number]',
      map: { a: 1, 2: ['b'] },
      error: { name: 'TypeError', message: 'no', cause: 'that' },
      vector: [0.5, 2],
      bytes: '[12,345 bytes]',
      file: '[3 bytes]',
      none: [null, null, null, null, null],
    })
  })

  it('costs its own place and no more', () => {
    const value = {
      get broken(): number {
        throw new Error('no')
      },
      json: {
        toJSON: () => {
          throw new Error('no')
        },
      },
      revoked: revokedProxy(),
      impostor: Object.create(Map.prototype) as object,
      kept: 1,
    }
    expect(write(value)).toEqual({
      json: '{"broken":"[unreadable]","json":"[unreadable]","revoked":"[unreadable]","impostor":"[unreadable]","kept":1}',
      isCut: false,
      isUnreadable: true,
    })
  })

  it('is a circle, which is named where it closes; what only occurs twice is written twice', () => {
    expect(write(circular())).toMatchObject({ json: '{"list":["[circular]"],"self":"[circular]"}', isCut: true })
    const twice = { a: 1 }
    expect(read([twice, twice])).toEqual([twice, twice])
  })

  it('is depth without end, which is cut where the collector stops reading', () => {
    let deep: unknown = 'bottom'
    for (let level = 0; level < 64; level += 1) deep = [deep]
    expect(write(deep).isCut).toBe(false)
    expect(write([deep]).json).toContain('["[too deep]"]')
  })
})

describe('what is too long', () => {
  it('is cut, and says how much is missing', () => {
    expect(read('x y '.repeat(25), { textCharsMax: 10 })).toBe('x y x y x …[90 characters cut]')
    expect(read([1, 2, 3], { itemsMax: 2 })).toEqual([1, 2, '[1 items cut]'])
    expect(read({ a: 1, b: 2, c: 3 }, { itemsMax: 1 })).toEqual({ a: 1, '…': '[2 keys cut]' })
    expect(
      read(
        new Map([
          ['a', 1],
          ['b', 2],
          ['c', 3],
        ]),
        { itemsMax: 1 },
      ),
    ).toEqual({ a: 1, '…': '[2 keys cut]' })
    expect(read(new Set([1, 2, 3]), { itemsMax: 1 })).toEqual([1, '[2 items cut]'])
    expect(read(new Float64Array(1_000_000), { itemsMax: 1 })).toEqual([0, '[999,999 items cut]'])
    expect(read([[1], [2], [3]], { nodesMax: 4 })).toEqual([[1], [2], '[1 items cut]'])
  })

  it('never splits a character in two', () => {
    const text = '👋'.repeat(50)
    for (const textCharsMax of [9, 10]) {
      const kept = String(read(text, { textCharsMax }))
      expect(encodeURIComponent(kept)).toMatch(/^%F0/)
      expect(kept.startsWith('👋'.repeat(textCharsMax >> 1))).toBe(true)
    }
  })

  it('of encoded bytes is their kind and size', () => {
    const base64 = Buffer.from(Array.from({ length: 6000 }, (_, index) => (index * 7919) % 251)).toString('base64')
    expect(read([base64, `data:image/png;base64,${base64}`])).toEqual([
      '[base64, 8,000 characters]',
      '[data:image/png, 8,022 characters]',
    ])
    const short = 'data:image/png;base64,iVBORw0KGgo='
    const words = 'one2Three '.repeat(1000)
    expect(write([short, words, 'x'.repeat(5000)])).toMatchObject({
      json: JSON.stringify([short, words, 'x'.repeat(5000)]),
    })
  })

  it('as a whole stays near its limit, whatever it is made of', () => {
    const texts = Array.from({ length: 100 }, (_, index) => `${index} `.repeat(500))
    const { json, isCut } = write(texts, { charsMax: 10_000 })
    expect(isCut).toBe(true)
    expect(json?.length).toBeLessThan(11_000)
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSet: true, withTypedArray: true }), (value) => {
        const written = write(value, { charsMax: 50, textCharsMax: 20, itemsMax: 3, nodesMax: 10 })
        expect(written.json === undefined || JSON.parse(written.json) !== undefined).toBe(true)
        expect(written.json?.length ?? 0).toBeLessThan(2000)
      }),
    )
  })

  it('costs nothing for what is thrown away', () => {
    const text = Buffer.alloc(50_000_000, 'ab c').toString('latin1')
    const startedMs = performance.now()
    expect(write({ text }).json?.length).toBeLessThan(300_000)
    expect(performance.now() - startedMs).toBeLessThan(200)
  })
})

describe('what lies about itself', () => {
  it('comes to an end', () => {
    let reads = 0
    const endless: object = new Proxy(
      {},
      { get: () => endless, ownKeys: () => ['a', 'b'], getOwnPropertyDescriptor: asOwn },
    )
    const lengthening = new Proxy([], {
      get: (target, key) => (key === 'length' ? 2 ** 32 - 1 : (Reflect.get(target, key) as unknown)),
    })
    const later = new Proxy([1], {
      get: (target, key) =>
        key === 'length' && (reads += 1) > 1 ? 2 ** 32 - 1 : (Reflect.get(target, key) as unknown),
    })
    const growing: { [key: string]: unknown } = {}
    const grow = (): PropertyDescriptor => ({
      configurable: true,
      enumerable: true,
      get: () => Object.defineProperty(growing, `key-${Object.keys(growing).length}`, grow()),
    })
    Object.defineProperty(growing, 'key', grow())
    const map = new Map<string, unknown>([['a', 1]])
    map.set('grows', { toJSON: () => map.set(`b-${map.size}`, map.get('grows')) })
    const again = { toJSON: () => ({ again, once: again }) }
    const sparse: unknown[] = []
    sparse.length = 2 ** 32 - 1
    const bomb = Array.from({ length: 40 }).reduce<unknown>((inner) => [inner, inner], 1)
    for (const value of [endless, lengthening, later, sparse, growing, map, again, bomb]) {
      expect(JSON.parse(write(value).json ?? '')).toBeDefined()
    }
  })
})

describe('with redactors', () => {
  it('texts, keys and long numbers are redacted wherever they stand', () => {
    expect(
      redactEmail({ 'ann@example.org': ['to bo@example.org', { card: 4242424242424242, at: 1763719200000 }] }),
    ).toEqual({
      json: '{"[email]":["to [email]",{"card":"[card]","at":1763719200000}]}',
      isCut: false,
      isUnreadable: false,
    })
  })

  it('no half of what was found is left because the text was cut through it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 20_000 }), (before, after) => {
        const text = `${' .'.repeat(before)} ann.secret@example.org ${' .'.repeat(after)}`
        expect(redactEmail({ text }, { textCharsMax: 60 }).json).not.toContain('ann')
      }),
    )
  })
})

function revokedProxy(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function asOwn(): PropertyDescriptor {
  return { configurable: true, enumerable: true, value: 1 }
}
