import { expect, it } from 'vitest'
import { createRandom } from '../random.ts'
import { spiegelhalterZ } from './spiegelhalter-z.ts'

const random = createRandom(11)

function claimedOf(windows: number, come: (score: number) => number): number {
  const claimed = Array.from({ length: windows }, () => {
    const scores = Array.from({ length: 200 }, () => random())
    return (
      spiegelhalterZ(
        scores,
        scores.map((score) => Number(random() < come(score))),
      ).pvalue < 0.05
    )
  })
  return claimed.filter(Boolean).length / windows
}

it('true probabilities are doubted in 5 of 100 windows, and overconfident ones in nearly all', () => {
  expect(claimedOf(1000, (score) => score)).toBeCloseTo(0.05, 1)
  expect(claimedOf(1000, (score) => score)).toBeLessThan(0.07)
  expect(claimedOf(200, (score) => 0.25 + score / 2)).toBeGreaterThan(0.9)
})

it('one certain thing that fails is beyond all doubt, and of even odds nothing can be said', () => {
  expect(spiegelhalterZ([0, 1], [1, 1])).toEqual({ z: Infinity, pvalue: 0 })
  expect(spiegelhalterZ([0.5, 0.5], [1, 1]).z).toBeNaN()
})
