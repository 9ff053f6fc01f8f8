import { expect, test } from 'vitest'
import { exampleTask } from './example-task.ts'
import { errorMeasure, helpfulMeasure } from './measures.ts'

const task = exampleTask({ predictions: 6142, errors: 25, thumbsUp: 451, thumbsDown: 108, corrected: 9 })

test('a share stands beside its interval and its n', () => {
  expect(helpfulMeasure(task, 'en')).toEqual({ figure: '80.7', unit: '%', note: '77.2 to 83.7, 451 of 559' })
  expect(errorMeasure(task, 'en')).toEqual({ figure: '0.4', unit: '%', note: '25 of 6,142' })
})

test('too few ratings are a count of what is missing, never a percentage', () => {
  expect(helpfulMeasure({ ...task, thumbsUp: 12, thumbsDown: 0 }, 'en')).toEqual({
    figure: '–',
    unit: '',
    note: 'needs 50 ratings, has 12',
  })
})

test('few predictions have a number of errors, not a share', () => {
  expect(errorMeasure({ ...task, predictions: 3, errors: 1 }, 'en')).toEqual({ figure: '1', unit: '', note: 'of 3' })
})
