import { expect, test } from 'vitest'
import { exampleTask } from './example-task.ts'
import { logEvidence, logLines } from './log-words.ts'

const task = (name: string, predictions: number, errors = 0) => exampleTask({ task: name, predictions, errors })

test('an error is not an answer', () => {
  expect(logLines([task('support.reply', 1207, 3)], 'en')).toEqual([
    { task: 'support.reply', words: 'has answered 1,204 times.', needsYou: false },
  ])
})

test('a task that only failed is said to have failed', () => {
  expect(logLines([task('support.reply', 2, 2)], 'en')[0]).toMatchObject({
    words: 'has failed 2 times and not answered yet.',
    needsYou: true,
  })
})

test('many tasks are told in one sentence', () => {
  expect(logLines([task('a', 1000), task('b', 200), task('c', 5, 1)], 'en')).toEqual([
    { task: null, words: '3 tasks have answered 1,204 times.', needsYou: false },
  ])
})

test('without a rating the log admits that it knows nothing of quality', () => {
  const overview = { predictions: 1, rated: 0, corrected: 0, waiting: 0, tasks: [task('a', 1)], isWhole: true }
  expect(logEvidence(overview, 'en')).toBe(
    '1 prediction seen, 0 errors. None rated yet, so nothing is known of their quality.',
  )
  expect(logEvidence({ ...overview, predictions: 1204, rated: 38, corrected: 9 }, 'en')).toBe(
    '1,204 predictions seen, 0 errors. 38 rated, 9 corrected.',
  )
})
