import { describe, expect, it } from 'vitest'
import { checkGolden } from './check-file.ts'
import type { GoldenValues, Methods } from './golden-case.ts'
import type { Expectation } from './golden-file.ts'

const tolerance = { rel: 0.1, abs: 0.01 }

function check(values: GoldenValues, got: GoldenValues) {
  const expected: Expectation[] = [{ source: 's', wanted: { values, tolerance } }]
  const [report] = checkGolden(fileOf(expected), { m: { s: () => got } }).checked
  return report?.mismatches.map((mismatch) => [mismatch.field, mismatch.got, mismatch.want])
}

function fileOf(expected: Expectation[]) {
  return { cases: [{ one: { id: 'one', method: 'm', inputs: {}, params: {}, checkpoints: [] }, expected }] }
}

describe('holding calculations to golden values', () => {
  it('passes what is off by no more than the absolute and the relative tolerance together', () => {
    expect(check({ a: 1, b: -10, c: 0 }, { a: 1.1, b: -8.99, c: -0.01 })).toEqual([])
    expect(check({ a: 1 }, { a: 1.12 })).toEqual([['a', 1.12, 1]])
  })

  it('wants NaN where NaN is wanted and the same infinity where one is', () => {
    expect(check({ a: NaN, b: Infinity }, { a: NaN, b: Infinity })).toEqual([])
    expect(check({ a: NaN, b: Infinity, c: 1 }, { a: 1, b: -Infinity, c: NaN })).toHaveLength(3)
  })

  it('looks into lists and fields, and names the place', () => {
    expect(check({ a: [{ b: [1, 2] }] }, { a: [{ b: [1, 3] }] })).toEqual([['a.0.b.1', 3, 2]])
    expect(check({ a: [1, 2] }, { a: [1] })).toEqual([['a', [1], [1, 2]]])
    expect(check({ a: { b: 1 } }, { a: 1 })).toEqual([['a', 1, { b: 1 }]])
  })

  it('takes nothing for something: a missing field, null, text and truth are told apart', () => {
    const want = { a: 1, b: null, c: 'ks', d: true }
    expect(check(want, want)).toEqual([])
    expect(check(want, { a: null, c: 'chi', d: 1 })).toEqual([
      ['a', null, 1],
      ['b', undefined, null],
      ['c', 'chi', 'ks'],
      ['d', 1, true],
    ])
  })

  it('counts by method and source, and hides neither what nobody offers nor what has no value', () => {
    const wanted = { values: { a: 1 }, tolerance }
    const file = fileOf([
      { source: 'good', wanted },
      { source: 'bad', wanted },
      { source: 'breaks', wanted },
      { source: 'other', wanted },
      { source: 'good', wanted: null },
    ])
    const methods: Methods = {
      m: {
        good: () => ({ a: 1 }),
        bad: () => ({ a: 2 }),
        breaks: () => {
          throw new Error('no')
        },
      },
    }
    expect(checkGolden(file, methods)).toEqual({
      methods: [{ method: 'm', cases: 1, passed: 0, notOffered: 0 }],
      checked: [
        { method: 'm', source: 'good', cases: 1, passed: 1, mismatches: [] },
        {
          method: 'm',
          source: 'bad',
          cases: 1,
          passed: 0,
          mismatches: [{ case: 'one', field: 'a', got: 2, want: 1, tolerance }],
        },
        {
          method: 'm',
          source: 'breaks',
          cases: 1,
          passed: 0,
          mismatches: [{ case: 'one', field: '', got: 'failed: no', want: { a: 1 }, tolerance }],
        },
      ],
      notOffered: [{ method: 'm', source: 'other', cases: 1 }],
      withoutValue: [{ method: 'm', source: 'good', cases: 1 }],
    })
  })
})
