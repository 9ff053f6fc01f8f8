import { expect, it } from 'vitest'
import { barnard } from './barnard.ts'

it('the vaccine of Mehta and Senchaudhuri, 7 of 15 against 12 of 15, has the p value of Barnard that they say', () => {
  const [first, second] = [
    { successes: 7, count: 15 },
    { successes: 12, count: 15 },
  ]
  // .0341 of one side, in their note of 2003.
  expect(barnard(first, second)).toBeCloseTo(0.0682, 3)
})
