import type { ForgetReport } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { describeForgotten } from './forget-text.ts'

const nothing: ForgetReport = {
  user: 'ann',
  predictions: 0,
  feedback: 0,
  reviews: 0,
  contents: 0,
  datasetVersions: [],
  exported: [],
}

test('what is gone is counted', () => {
  expect(describeForgotten({ ...nothing, predictions: 1, contents: 2 })).toBe(
    'Of ann nothing is stored any more: 1 prediction, 2 texts and 0 pieces of feedback are gone.\nBackups made before still have all of it.',
  )
})

test('where nothing was left but traces, that is said, and not that nothing is gone', () => {
  const [first] = describeForgotten({ ...nothing, contents: 2 }).split('\n')
  expect(first).toBe(
    'Of ann nothing is stored any more. No prediction and no feedback was left; 2 texts and what else there was are gone. Forgetting that was begun before is done now.',
  )
})
