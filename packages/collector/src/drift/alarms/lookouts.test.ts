import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { signalOf } from './fixtures/guarded-store.ts'
import { timedHour } from './fixtures/timed-hours.ts'
import { guardedShares, rowsOn } from './lookouts.ts'

type Bins = { [bin: number]: number }

function told(kind: 'number' | 'category' | 'vector', reference: Bins[], now: Bins, categories: string[] = []) {
  const hours = reference.map((bins, hour) => timedHour(hour, bins))
  const shares = guardedShares(signalOf(1, kind, { categories }), 'values', hours)
  return Object.fromEntries(shares.map(({ name, telling }) => [name, telling(timedHour(99, now)).k]))
}

describe('of a number', () => {
  it('rows above and rows at most are guarded at the deciles and the median', () => {
    const even = Object.fromEntries(Array.from({ length: 100 }, (_, bin) => [bin, 1]))
    expect(told('number', [even], even)).toEqual({
      'q10 above': 90,
      'q10 at most': 10,
      'q50 above': 50,
      'q50 at most': 50,
      'q90 above': 10,
      'q90 at most': 90,
    })
  })

  it('both sides of a cut are all rows, whatever the numbers are', () => {
    const bins = fc.dictionary(fc.integer({ min: -9, max: 9 }).map(String), fc.integer({ min: 1, max: 50 }), {
      minKeys: 1,
    })
    fc.assert(
      fc.property(bins, bins, (reference, now) => {
        const counts = told('number', [reference], now)
        const rows = rowsOn('values', [timedHour(0, now)])
        for (const quantile of ['q10', 'q50', 'q90'])
          expect((counts[`${quantile} above`] ?? 0) + (counts[`${quantile} at most`] ?? 0)).toBe(rows)
      }),
    )
  })

  it('that is always the same, what is higher and what is lower counts', () => {
    expect(told('number', [{ 5: 100 }], { 4: 10 })).toMatchObject({ 'q10 at most': 10, 'q90 above': 0 })
    expect(told('number', [{ 5: 100 }], { 6: 10 })).toMatchObject({ 'q10 at most': 0, 'q90 above': 10 })
  })

  it('that is 0 or 1, the share of ones is cut, whichever is more', () => {
    for (const ones of [30, 70]) {
      const counts = told('number', [{ 0: 100 - ones, 1: ones }], { 0: 4, 1: 6 })
      expect(counts).toMatchObject({ 'q50 above': 6, 'q50 at most': 4 })
    }
  })
})

describe('of categories', () => {
  it('of two the telling one is guarded on both sides, and nobody expects a third of a yes or no', () => {
    const counts = told('category', [{ 1: 90, 2: 10 }], { 1: 7, 2: 3 }, ['false', 'true'])
    expect(counts).toEqual({ 'is true up': 3, 'is true down': 7 })
  })

  it('of two others it is the rarer, and a third is unseen', () => {
    const hours = Array.from({ length: 4 }, () => ({ 1: 90, 2: 10 }))
    expect(told('category', hours, { 1: 7, 2: 2, 3: 1 }, ['en', 'de'])).toEqual({
      'is de up': 2,
      'is de down': 8,
      unseen: 1,
    })
  })

  it('of many the twenty largest are guarded from above, the large from below as well, and the others together', () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, place) => [place + 1, place === 0 ? 100 : 30 - place]),
    )
    const categories = Array.from({ length: 30 }, (_, place) => `c${place + 1}`)
    const counts = told('category', [many, many, many, many], { 1: 1, 2: 2, 25: 5, 0: 3, 31: 4 }, categories)
    expect(Object.keys(counts)).toHaveLength(20 + 1 + 2)
    expect(counts).toMatchObject({ 'is c1 up': 1, 'is c1 down': 14, 'is c2 up': 2, others: 5, unseen: 7 })
    expect(counts).not.toHaveProperty('is c2 down')
  })

  it('of a signal that tells customers apart nothing is', () => {
    const signal = signalOf(1, 'category', { isIdentifier: true })
    expect(guardedShares(signal, 'values', [timedHour(0, { 0: 100 })])).toEqual([])
  })

  it('what is new is learned by how much of the last quarter was new to what was before', () => {
    const signal = signalOf(1, 'category', { categories: ['a', 'b', 'c', 'd'] })
    const reference = [{ 1: 10, 2: 10 }, { 1: 10 }, { 1: 10 }, { 1: 6, 3: 4 }].map((bins, hour) =>
      timedHour(hour, bins),
    )
    const unseen = guardedShares(signal, 'values', reference).find(({ name }) => name === 'unseen')
    expect(unseen?.trial?.fromMs).toBe(reference[3]?.startMs)
    expect(reference.slice(3).map((hour) => unseen?.trial?.telling(hour))).toEqual([{ n: 10, k: 4 }])
    expect(unseen?.telling(timedHour(9, { 3: 4, 4: 1 }))).toEqual({ n: 5, k: 1 })
  })
})

describe('of what is no value', () => {
  const signal = signalOf(1, 'number')

  it('what is missing is guarded from below only where much is', () => {
    const little = [timedHour(0, { 0: 95 }, { missing: 5 })]
    const much = [timedHour(0, { 0: 80 }, { missing: 20 })]
    expect(guardedShares(signal, 'missing', little).map(({ isBelow }) => isBelow)).toEqual([false])
    expect(guardedShares(signal, 'missing', much).map(({ isBelow }) => isBelow)).toEqual([false, true])
  })

  it('counts are of all rows', () => {
    const hour = timedHour(0, { 0: 6 }, { missing: 3, odd: 1 })
    const counts = (['missing', 'type'] as const).map((aspect) =>
      guardedShares(signal, aspect, [hour])[0]?.telling(hour),
    )
    expect(counts).toEqual([
      { n: 10, k: 3 },
      { n: 10, k: 1 },
    ])
  })

  it('no value is guarded where there is none', () => {
    expect(guardedShares(signal, 'values', [timedHour(0, {}, { missing: 100 })])).toEqual([])
  })
})

it('of clusters each is guarded on both sides', () => {
  expect(told('vector', [{ 0: 60, 1: 40 }], { 0: 1, 1: 9 })).toEqual({
    'cluster 0 up': 1,
    'cluster 0 down': 9,
    'cluster 1 up': 9,
    'cluster 1 down': 1,
  })
})
