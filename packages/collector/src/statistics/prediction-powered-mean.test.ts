import { describe, expect, it } from 'vitest'
import { predictionPowered } from './fixtures/golden.ts'
import { labelledSums, predictionPoweredMean, sumLabelled, sumScores } from './prediction-powered-mean.ts'
import { createRandom } from './random.ts'

/** By the names of the package. */
const TRUST: { [source: string]: number | undefined } = {
  'ppi_py:ppi_mean[PPI++ lambda estimated, alpha .05]': undefined,
  'ppi_py:ppi_mean[PPI lambda=1, alpha .05]': 1,
  'ppi_py:ppi_mean[classical lambda=0, alpha .05]': 0,
}

function pairsOf({ labels, judge_on_labeled: scores }: (typeof predictionPowered.cases)[number]['inputs']) {
  return labels.map((label, index) => ({ label, score: scores[index] ?? 0 }))
}

describe.each(predictionPowered.cases)('of $id', ({ inputs, expected }) => {
  it.each(expected)('the mean and its interval are what $source says', ({ source, values }) => {
    expect(source in TRUST).toBe(true)
    const judged = sumScores(inputs.judge_on_unlabeled)
    const found = predictionPoweredMean({ labelled: sumLabelled(pairsOf(inputs)), judged, trust: TRUST[source] })
    expect(found?.value).toBeCloseTo(values.estimate, 9)
    expect(found?.low).toBeCloseTo(values.low, 9)
    expect(found?.high).toBeCloseTo(values.high, 9)
  })

  it('sums say the same as the scores themselves, and as weights that are all equal', () => {
    const pairs = pairsOf(inputs)
    const judged = sumScores(inputs.judge_on_unlabeled)
    const expectedMean = predictionPoweredMean({ labelled: sumLabelled(pairs), judged })
    const sum = (of: (pair: (typeof pairs)[number]) => number) => pairs.reduce((total, pair) => total + of(pair), 0)
    const fromSums = labelledSums(pairs.length, {
      labels: sum(({ label }) => label),
      scores: sum(({ score }) => score),
      labelSquares: sum(({ label }) => label ** 2),
      scoreSquares: sum(({ score }) => score ** 2),
      products: sum(({ label, score }) => label * score),
    })
    expect(predictionPoweredMean({ labelled: fromSums, judged })).toEqual(expectedMean)
    const weighted = sumLabelled(pairs.map((pair) => ({ ...pair, weight: 25 })))
    const ofWeighted = predictionPoweredMean({ labelled: weighted, judged })
    for (const end of ['value', 'low', 'high'] as const)
      expect(ofWeighted?.[end]).toBeCloseTo(expectedMean?.[end] ?? 0, 9)
  })
})

it('without labels there is no mean, and without a judge it is that of the labels', () => {
  expect(predictionPoweredMean({ labelled: sumLabelled([]), judged: sumScores([1, 0]) })).toBeNull()
  const labels = [1, 0, 1, 1].map((label) => ({ label, score: 1 - label }))
  expect(predictionPoweredMean({ labelled: sumLabelled(labels), judged: sumScores([]) })?.value).toBe(0.75)
})

it('a judge who was never seen to err is believed the less the fewer were seen', () => {
  const seen = (count: number) =>
    predictionPoweredMean({
      labelled: sumLabelled(Array.from({ length: count }, (_, index) => ({ label: index % 2, score: index % 2 }))),
      judged: sumScores(Array.from({ length: 10_000 }, (_, index) => index % 2)),
      furthest: 1,
    })
  const widths = [10, 100, 1000].map((count) => (seen(count)?.high ?? 0) - (seen(count)?.low ?? 0))
  expect(widths.map((width) => width.toFixed(2))).toEqual(['0.37', '0.04', '0.02'])
})

describe('by simulation', () => {
  const random = createRandom(11)
  const draw = () => {
    const label = Number(random() < 0.7)
    return { label, score: random() < 0.8 ? label : 1 - label }
  }

  it('the interval holds the truth in about 95 of 100, and is narrower than that of the labels alone', () => {
    let [held, narrower] = [0, 0]
    for (let run = 0; run < 400; run += 1) {
      const labelled = sumLabelled(Array.from({ length: 60 }, draw))
      const judged = sumScores(Array.from({ length: 1500 }, () => draw().score))
      const [found, alone] = [undefined, 0].map((trust) => predictionPoweredMean({ labelled, judged, trust }))
      if (found && found.low <= 0.7 && 0.7 <= found.high) held += 1
      if (found && alone && found.high - found.low < alone.high - alone.low) narrower += 1
    }
    expect(held / 400).toBeGreaterThan(0.92)
    expect(held / 400).toBeLessThan(0.99)
    expect(narrower / 400).toBeGreaterThan(0.9)
  })

  it('labels that were picked more often where the judge says no are set right by their weights', () => {
    let [held, sum, naive] = [0, 0, 0]
    for (let run = 0; run < 300; run += 1) {
      const all = Array.from({ length: 1500 }, draw)
      const judged = sumScores(all.map(({ score }) => score))
      const picked = all.flatMap((pair) => {
        const probability = pair.score === 0 ? 0.15 : 0.05
        return random() < probability ? [{ ...pair, weight: 1 / probability }] : []
      })
      const found = predictionPoweredMean({ labelled: sumLabelled(picked), judged })
      const unweighted = sumLabelled(picked.map(({ label, score }) => ({ label, score })))
      naive += (predictionPoweredMean({ labelled: unweighted, judged, trust: 0 })?.value ?? 0) / 300
      sum += (found?.value ?? 0) / 300
      if (found && found.low <= 0.7 && 0.7 <= found.high) held += 1
    }
    expect(sum).toBeCloseTo(0.7, 1)
    expect(Math.abs(sum - 0.7)).toBeLessThan(0.01)
    expect(naive).toBeLessThan(0.62)
    // A little less than .95, the labels that weigh most being some fifty.
    expect(held / 300).toBeGreaterThan(0.89)
  })

  it.each([
    [20, 0.85],
    [50, 0.92],
  ])('of %d labels of which one in ten is far off the interval holds the truth in %d of all', (count, part) => {
    const drawMark = () => {
      const isFar = random() < 0.1
      return isFar
        ? { label: 1 + random(), score: 0.3 + 0.6 * random() }
        : { label: 4 + random(), score: 0.8 + 0.2 * random() }
    }
    let held = 0
    for (let run = 0; run < 1000; run += 1) {
      const labelled = sumLabelled(Array.from({ length: count }, drawMark))
      const judged = sumScores(Array.from({ length: 500 }, () => drawMark().score))
      const found = predictionPoweredMean({ labelled, judged, freedom: count - 1 })
      if (found && found.low <= 4.2 && 4.2 <= found.high) held += 1
    }
    expect(Math.abs(held / 1000 - part)).toBeLessThan(0.015)
  })
})
