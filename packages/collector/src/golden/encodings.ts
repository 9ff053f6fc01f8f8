// JSON has no NaN, no infinities, and no short way to say a thousand zeros and ones: here is how golden files say them.

import type { GoldenValue, GoldenValues } from './golden-case.ts'

const INFINITE = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])
const NOT_FINITE = new Map([...INFINITE, ['NaN', NaN]])
const NO_WORDS = new Map<string, number>()

/** These are about the data and are text whatever the encoding. */
const ABOUT = new Set(['encoding', 'kind'])

/**
 * What goes in. A missing number is null; infinities are text, but only among numbers: a category may be called Infinity.
 * With the encoding `bits`, text is a list of zeros and ones. Null where the encoding is another one, or the text is none.
 */
export function decodeData(data: { readonly [name: string]: unknown }): GoldenValues | null {
  const { encoding = 'numbers' } = data
  if (encoding !== 'bits' && encoding !== 'numbers') return null
  const decoded: { [name: string]: GoldenValue } = {}
  for (const [name, value] of Object.entries(data)) {
    if (name === 'encoding') continue
    if (encoding === 'bits' && typeof value === 'string' && !ABOUT.has(name)) {
      if (!/^[01]*$/.test(value)) return null
      decoded[name] = Array.from(value, Number)
    } else {
      decoded[name] = decode(value, INFINITE)
    }
  }
  return decoded
}

/** What comes out, and what is set: NaN and infinities are text wherever they stand. */
export function decodeExpected(values: { readonly [name: string]: unknown }): GoldenValues {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, decode(value, NOT_FINITE)]))
}

function decode(value: unknown, words: ReadonlyMap<string, number>): GoldenValue {
  if (typeof value === 'string') return words.get(value) ?? value
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) {
    const isText = words === INFINITE && value.some((entry) => typeof entry === 'string' && !INFINITE.has(entry))
    return isText ? value.map((entry) => decode(entry, NO_WORDS)) : value.map((entry) => decode(entry, words))
  }
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, decode(entry, words)]))
  }
  throw new TypeError(`JSON holds no ${typeof value}`)
}
