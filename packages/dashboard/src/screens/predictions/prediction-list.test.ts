import type { Prediction, PredictionPage } from '@trimtab/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { examplePrediction } from '../../prediction/example-prediction.ts'
import { EMPTY_LIST, type PredictionList, appendOlder, replaceRow, showWaiting, takeNewest } from './prediction-list.ts'

/** Prediction number 7 started at second 7. */
const row = (number: number, thumbs: 'up' | null = null): Prediction => {
  const startedAt = new Date(number * 1000).toISOString()
  return examplePrediction({ id: `p${number}`, startedAt, opinion: { ...examplePrediction().opinion, thumbs } })
}
const page = (numbers: number[], nextCursor: string | null = null): PredictionPage => ({
  predictions: numbers.map((number) => row(number)),
  nextCursor,
})
const ids = (list: PredictionList): string[] => list.rows.map(({ id }) => id)
const shown = takeNewest(EMPTY_LIST, page([5, 4, 3], 'after 3'))

test('an empty list shows the first rows by itself', () => {
  expect(ids(takeNewest(takeNewest(EMPTY_LIST, page([])), page([1])))).toEqual(['p1'])
})

test('new rows wait and nothing moves', () => {
  const list = takeNewest(shown, page([7, 6, 5], 'after 5'))
  expect(ids(list)).toEqual(['p5', 'p4', 'p3'])
  expect(list.waiting).toBe(2)
})

test('what waited comes on top and the older rows stay', () => {
  const list = showWaiting(takeNewest(shown, page([7, 6, 5], 'after 5')))
  expect(ids(list)).toEqual(['p7', 'p6', 'p5', 'p4', 'p3'])
  expect(list).toMatchObject({ waiting: 0, olderCursor: 'after 3' })
})

test('an opinion changes in place', () => {
  const list = takeNewest(shown, { predictions: [row(5), row(4, 'up'), row(3)], nextCursor: 'after 3' })
  expect(list.rows[1]?.opinion.thumbs).toBe('up')
  expect(list.waiting).toBe(0)
  expect(replaceRow(shown, row(3, 'up')).rows[2]?.opinion.thumbs).toBe('up')
})

test('a row that came late stands where it belongs, once it is asked for', () => {
  const four = takeNewest(EMPTY_LIST, page([5, 3, 2], 'after 2'))
  const list = takeNewest(four, page([5, 4, 3], 'after 3'))
  expect(list.waiting).toBe(1)
  expect(ids(showWaiting(list))).toEqual(['p5', 'p4', 'p3', 'p2'])
})

test('an older row that moves up because another left the filter is no news', () => {
  expect(takeNewest(shown, page([5, 3, 2], 'after 2')).waiting).toBe(0)
})

test('a page longer than the list brings no more than what waits', () => {
  const list = showWaiting(takeNewest(shown, page([6, 5, 4, 3, 2, 1], 'after 1')))
  expect(ids(list)).toEqual(['p6', 'p5', 'p4', 'p3'])
  expect(list.olderCursor).toBe('after 3')
})

test('when more came than a page holds, the list starts anew rather than with a hole', () => {
  const list = takeNewest(shown, page([99, 98, 97], 'after 97'))
  expect(list).toMatchObject({ waiting: 3, waitingIsMore: true })
  expect(showWaiting(list)).toMatchObject({ olderCursor: 'after 97', waiting: 0 })
  expect(ids(showWaiting(list))).toEqual(['p99', 'p98', 'p97'])
})

test('the next page goes below, without a row twice', () => {
  const list = appendOlder(shown, page([3, 2, 1]))
  expect(ids(list)).toEqual(['p5', 'p4', 'p3', 'p2', 'p1'])
  expect(list.olderCursor).toBeNull()
})

test('however predictions arrive and pages are read, no row is shown twice and all stand newest first', () => {
  const arrivals = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 60 })
  const steps = fc.array(fc.constantFrom('arrive', 'poll', 'show', 'older'), { maxLength: 60 })
  fc.assert(
    fc.property(arrivals, steps, (numbers, actions) => {
      const stored: number[] = []
      let list = EMPTY_LIST
      const after = (older: number[]): PredictionPage =>
        page(older.slice(0, 5), older.length > 5 ? String(older[4]) : null)
      const newestFirst = (): number[] => stored.toSorted((left, right) => right - left)
      for (const action of actions) {
        if (action === 'arrive') stored.push(...numbers.splice(0, 2))
        if (action === 'poll') list = takeNewest(list, after(newestFirst()))
        if (action === 'show') list = showWaiting(list)
        const cursor = list.olderCursor
        if (action === 'older' && cursor !== null) {
          list = appendOlder(list, after(newestFirst().filter((number) => number < Number(cursor))))
        }
        expect(new Set(ids(list)).size).toBe(list.rows.length)
        const starts = list.rows.map(({ startedAt }) => startedAt)
        expect(starts).toEqual(starts.toSorted().toReversed())
      }
    }),
  )
})
