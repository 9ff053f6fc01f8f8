import { JSON_DEPTH_MAX, type Json } from '@trimtab/contract'
import { describe, expect, it } from 'vitest'
import { parseJson, readAttributes } from './attribute-reader.ts'

function reader(value: Json) {
  return readAttributes(new Map([['a', value]]))
}

describe('an attribute', () => {
  it('that was not sent is null in every type, and no texts', () => {
    const none = readAttributes(new Map())
    expect([none.text('a'), none.number('a'), none.flag('a'), none.json('a'), none.object('a')]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
    expect(none.texts('a')).toEqual([])
  })

  it.each([
    ['hello', 'hello'],
    ['', null],
    [7, '7'],
    [true, null],
    [['a'], null],
  ])('%j as text is %j', (value, text) => {
    expect(reader(value).text('a')).toBe(text)
  })

  it.each([
    [0.5, 0.5],
    [0, 0],
    ['42', 42],
    ['', null],
    [' ', null],
    ['many', null],
    ['Infinity', null],
    [true, null],
    [[7], null],
  ])('%j as a number is %j', (value, number) => {
    expect(reader(value).number('a')).toBe(number)
  })

  it.each([
    [true, true],
    [false, false],
    ['true', true],
    ['false', false],
    ['yes', null],
    [1, null],
  ])('%j as a flag is %j', (value, flag) => {
    expect(reader(value).flag('a')).toBe(flag)
  })

  it.each([
    ['{"a":[1]}', { a: [1] }],
    [{ a: [1] }, { a: [1] }],
    ['"text"', 'text'],
    ['not JSON', null],
    [7, 7],
  ])('%j as JSON is %j, structure or text of one', (value, json) => {
    expect(reader(value).json('a')).toEqual(json)
  })

  it.each([['[1]'], ['7'], [[1]], ['"text"']])('%j is no object', (value) => {
    expect(reader(value).object('a')).toBeNull()
  })

  it('that is the text of something nested too deep says nothing', () => {
    const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(reader(deep(JSON_DEPTH_MAX)).json('a')).not.toBeNull()
    expect(reader(deep(JSON_DEPTH_MAX + 1)).json('a')).toBeNull()
    expect(reader(deep(100_000)).json('a')).toBeNull()
  })

  it('as texts leaves out what is no text', () => {
    expect(reader(['a', 1, null, 'b']).texts('a')).toEqual(['a', 'b'])
    expect(reader('a').texts('a')).toEqual([])
  })
})

describe('a text of JSON that is made to hurt', () => {
  it.each([
    ['deeper than anything is read', '['.repeat(4_000_000)],
    ['of more parts than anything has', `[${'{},'.repeat(1_000_000)}{}]`],
  ])('is not parsed where it is %s', (_what, text) => {
    const startedMs = performance.now()
    expect(parseJson(text)).toBeNull()
    expect(performance.now() - startedMs).toBeLessThan(500)
  })

  it('is parsed however long it is, where it is not', () => {
    const long = { words: 'brackets [[[[ and commas ,,,, in words '.repeat(50_000) }
    expect(parseJson(JSON.stringify(long))).toEqual(long)
  })
})
