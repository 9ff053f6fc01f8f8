import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readJsonText } from './cut-json.ts'

describe('JSON that was cut', () => {
  it.each([
    ['[{"role":"user","content":"Where is my or', [{ role: 'user', content: 'Where is my or' }]],
    ['[{"role":"user","conte', [{ role: 'user' }]],
    ['[{"role":"user","content":', [{ role: 'user' }]],
    ['[{"a":1},{"b":tr', [{ a: 1 }]],
    ['{"a":"line\\', { a: 'line' }],
    ['{"a":"\\u00e', { a: '' }],
    ['{"a":"back\\\\', { a: 'back\\' }],
    ['["a","b', ['a', 'b']],
    ['"Hello, wor', 'Hello, wor'],
  ])('is read as far as it goes: %s', (text, value) => {
    expect(readJsonText(text)).toEqual({ value, isCut: true })
  })

  it('at any place is read or is none, and never longer than it was', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.nat(), (json, at) => {
        const read = readJsonText(json.slice(0, at % (json.length + 1)))
        expect(JSON.stringify(read?.value ?? null).length).toBeLessThanOrEqual(
          JSON.stringify(JSON.parse(json)).length + 4,
        )
      }),
    )
  })
})

describe('a text that is whole JSON', () => {
  it('is not cut', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 3 }), (object) => {
        const text = JSON.stringify(object)
        expect(readJsonText(text)).toEqual({ value: JSON.parse(text) as unknown, isCut: false })
      }),
    )
  })
})

describe('a text that is no JSON', () => {
  it.each(['Hello', '', "{'a': it's}", '[sic]', '{"a": 1} and more'])('is none: %s', (text) => {
    expect(readJsonText(text)).toBeNull()
  })

  it('of any depth and any length is told soon', () => {
    const startedMs = performance.now()
    for (const text of [
      '['.repeat(200_000),
      `[${',['.repeat(100_000)}`,
      `["${'\\'.repeat(200_000)}`,
      `[${','.repeat(200_000)}`,
    ])
      readJsonText(text)
    expect(performance.now() - startedMs).toBeLessThan(3000)
  })
})
