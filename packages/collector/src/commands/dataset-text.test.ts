import type { DatasetVersion } from '@trimtab/contract'
import { expect, test } from 'vitest'
import { describeVersion } from './dataset-text.ts'

const version: DatasetVersion = {
  dataset: 'd-1',
  name: 'replies',
  version: 2,
  recipe: { name: 'replies', select: { task: 'support.reply', feedback: 'thumbs-up' } },
  asOf: '2026-11-21T10:00:00.000Z',
  builtAt: '2026-11-21T10:00:01.000Z',
  selected: 13,
  kept: { train: 8, validation: 1, test: 1 },
  dropped: { no_target: 3 },
}

test('what is kept and what is left out is what was selected', () => {
  expect(describeVersion(version)).toBe(
    [
      'replies version 2, id d-1',
      '  selected: 13 predictions as of 2026-11-21T10:00:00.000Z',
      '  kept: 8 train, 1 validation, 1 test',
      '  left out, no_target: 3',
    ].join('\n'),
  )
})

test('rows whose people were forgotten are told as a part of what was kept, and not as left out besides', () => {
  const [, , kept, gone, ...rest] = describeVersion({ ...version, forgotten: 4 }).split('\n')
  expect([kept, gone]).toEqual([
    '  kept: 8 train, 1 validation, 1 test',
    '  of those kept, gone since because their people were forgotten: 4',
  ])
  expect(rest).toEqual(['  left out, no_target: 3'])
})
