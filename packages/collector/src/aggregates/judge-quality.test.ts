import { describe, expect, it } from 'vitest'
import { judgeQuality } from './judge-quality.ts'

/** Of a judge that scores people's marks of 1 to 5 on a scale of its own. */
function correctedOf(labelled: readonly (readonly [label: number, score: number])[], scores: readonly number[]) {
  const sum = (of: (pair: readonly [number, number]) => number) => labelled.reduce((total, pair) => total + of(pair), 0)
  return judgeQuality('depth', {
    alone: {
      count: scores.length,
      scores: scores.reduce((total, score) => total + score, 0),
      squares: scores.reduce((total, score) => total + score ** 2, 0),
    },
    both: {
      count: labelled.length,
      scores: sum(([, score]) => score),
      squares: sum(([, score]) => score ** 2),
      trusted: sum(([label]) => label),
      trustedSquares: sum(([label]) => label ** 2),
      products: sum(([label, score]) => label * score),
    },
  }).corrected
}

const several = <Made>(count: number, of: (index: number) => Made) =>
  Array.from({ length: count }, (_, index) => of(index))

describe('of labels that are not yes or no', () => {
  it('fewer than fifty, or all equal, are not made right: nobody knows how far off others are', () => {
    const marks = (count: number) => several(count, (index) => [1 + (index % 5), (index % 5) / 4] as const)
    expect(correctedOf(marks(49), [0.5])).toBeNull()
    expect(correctedOf(marks(50), [0.5])).toMatchObject({ count: 50 })
    expect(
      correctedOf(
        several(400, (index) => [4.1, (index % 5) / 4] as const),
        [0.5, 1],
      ),
    ).toBeNull()
  })
})
