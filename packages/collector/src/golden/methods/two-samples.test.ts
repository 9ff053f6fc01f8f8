import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkGolden } from '../check-file.ts'
import { readGoldenFile } from '../golden-file.ts'
import { twoSamples } from './two-samples.ts'

const { cases } = readGoldenFile(join(import.meta.dirname, '../fixtures/numeric-cases.json'))
const report = checkGolden({ cases: cases.filter(({ one }) => one.method in twoSamples) }, twoSamples)

it('every source of these methods is offered', () => {
  expect(report.notOffered).toEqual([])
})

it.each(report.checked)('$method is what $source says, in all $cases cases', ({ mismatches }) => {
  expect(mismatches).toEqual([])
})
