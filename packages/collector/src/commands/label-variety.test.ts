import { describe, expect, it } from 'vitest'
import { createLabelVariety } from './label-variety.ts'

async function isLikeKeys(labels: readonly (string | number)[]): Promise<boolean> {
  const variety = createLabelVariety()
  async function* rows() {
    for (const [index, label] of labels.entries())
      yield await Promise.resolve({ line: index + 2, key: `k-${index}`, label, at: null })
  }
  let passed = 0
  for await (const row of variety.watch(rows())) passed += Number('label' in row && row.label === labels[passed])
  expect(passed).toBe(labels.length)
  return variety.isLikeKeys()
}

const many = (count: number, label: (number: number) => string | number) =>
  Array.from({ length: count }, (_, number) => label(number))

describe('labels', () => {
  it.each([
    ['that are all different', many(50, (number) => `loan-${number}`), true],
    ['that are different in more than half of the rows', many(51, (number) => `loan-${number % 26}`), true],
    ['of which each comes twice', many(50, (number) => `loan-${number % 25}`), false],
    ['of a few words', many(50, (number) => ['good', 'bad'][number % 2] ?? ''), false],
    ['that are too few to tell', many(9, (number) => `loan-${number}`), false],
    ['that are numbers', many(50, (number) => number / 7), false],
    ['that differ far behind', many(9000, (number) => (number < 1000 ? 'good' : `loan-${number}`)), false],
  ])('%s look like keys: %#', async (_, labels, expected) => {
    expect(await isLikeKeys(labels)).toBe(expected)
  })
})
