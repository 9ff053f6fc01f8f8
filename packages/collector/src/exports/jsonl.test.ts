import type { JsonObject } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLines } from './jsonl.ts'

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, inner]) => key.isWellFormed() && isWellFormed(inner))
}

describe('JSON lines', () => {
  it('are one value a line, each ended, and come back as they went in', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ stringUnit: 'grapheme' }))),
        (values) => {
          const objects = JSON.parse(JSON.stringify(values)) as JsonObject[]
          const lines = jsonLines(objects)
          expect(lines.split('\n')).toHaveLength(objects.length + 1)
          expect(
            lines
              .split('\n')
              .slice(0, -1)
              .map((line) => JSON.parse(line) as unknown),
          ).toEqual(objects)
        },
      ),
    )
  })

  it('of nothing are nothing', () => {
    expect(jsonLines([])).toBe('')
  })

  it('hold no line break and no byte order mark of their own', () => {
    expect(jsonLines([{ text: 'a\nb\r\u2028' }])).toBe('{"text":"a\\nb\\r\u2028"}\n')
  })

  it('hold no half of a surrogate pair, which other readers of JSON refuse, neither in values nor in names', () => {
    expect(jsonLines([{ text: 'a\ud800b', list: ['\udc00'], whole: '\ud83d\ude00' }])).toBe(
      '{"text":"a\ufffdb","list":["\ufffd"],"whole":"\ud83d\ude00"}\n',
    )
    const anyText = fc.string({
      unit: fc.integer({ min: 0xd7f0, max: 0xe010 }).map((unit) => String.fromCharCode(unit)),
    })
    fc.assert(
      fc.property(
        fc.dictionary(anyText, fc.oneof(anyText, fc.array(anyText), fc.dictionary(anyText, anyText))),
        (value) => {
          expect(isWellFormed(JSON.parse(jsonLines([value])))).toBe(true)
        },
      ),
    )
  })
})
