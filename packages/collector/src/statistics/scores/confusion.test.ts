import { expect, it } from 'vitest'
import {
  accuracyOf,
  confusionAt,
  f1Of,
  kappaOf,
  matthewsOf,
  precisionOf,
  recallOf,
  specificityOf,
} from './confusion.ts'

const confusion = confusionAt(0.5, [0.9, 0.5, 0.7, 0.4, 0.2, 0.1], [1, 1, 0, 1, 0, 0])

it('a score on the threshold says yes', () => {
  expect(confusion).toEqual({ truePositive: 2, falsePositive: 1, falseNegative: 1, trueNegative: 2 })
})

it('what is read from four counts is what their names say', () => {
  expect(accuracyOf(confusion)).toBeCloseTo(4 / 6, 12)
  expect(precisionOf(confusion)).toBeCloseTo(2 / 3, 12)
  expect(recallOf(confusion)).toBeCloseTo(2 / 3, 12)
  expect(specificityOf(confusion)).toBeCloseTo(2 / 3, 12)
  expect(f1Of(confusion)).toBeCloseTo(2 / 3, 12)
  expect(kappaOf(confusion)).toBeCloseTo(1 / 3, 12)
  expect(matthewsOf(confusion)).toBeCloseTo(1 / 3, 12)
})

it('where nothing is said to be so, nothing is found, and of no rows there is no accuracy', () => {
  const silent = confusionAt(0.5, [0.1, 0.2], [1, 0])
  expect([precisionOf(silent), recallOf(silent), f1Of(silent), matthewsOf(silent)]).toEqual([0, 0, 0, 0])
  expect(kappaOf(confusionAt(0.5, [0.1], [0]))).toBeNaN()
  expect(accuracyOf(confusionAt(0.5, [], []))).toBeNaN()
})
