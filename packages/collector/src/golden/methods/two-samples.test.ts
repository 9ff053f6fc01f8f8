import { join } from 'node:path'
import { expect, it } from 'vitest'
import { checkGolden } from '../check-file.ts'
import { readGoldenFile } from '../golden-file.ts'
import { twoSamples } from './two-samples.ts'

/** Where numpy divides by nothing but its own rounding: 7.9e33 there, Infinity here. */
const ROUNDING_ALONE = 'constant-different-50x40/epps_singleton statistic'

const cases = ['numeric-cases', 'numeric-huge-counts'].flatMap(
  (name) => readGoldenFile(join(import.meta.dirname, `../fixtures/${name}.json`)).cases,
)
const report = checkGolden({ cases: cases.filter(({ one }) => one.method in twoSamples) }, twoSamples)

it('every source of these methods is offered', () => {
  expect(report.notOffered).toEqual([])
})

it.each(report.checked)('$method is what $source says, in all $cases cases', ({ mismatches }) => {
  expect(mismatches.filter((mismatch) => `${mismatch.case} ${mismatch.field}` !== ROUNDING_ALONE)).toEqual([])
})
