// Labels of a few and a judge's scores of all, as ppi_py joins them.

import { predictionPoweredMean, sumLabelled, sumScores } from '../../statistics/prediction-powered-mean.ts'
import type { Calculate, Methods } from '../golden-case.ts'
import { numbersOf } from '../inputs.ts'

export const predictionPowered: Methods = {
  ppi_mean: {
    'ppi_py:ppi_mean[PPI++ lambda estimated, alpha .05]': meanWith(undefined),
    'ppi_py:ppi_mean[PPI lambda=1, alpha .05]': meanWith(1),
    'ppi_py:ppi_mean[classical lambda=0, alpha .05]': meanWith(0),
  },
}

function meanWith(trust: number | undefined): Calculate {
  return ({ inputs }) => {
    const labels = numbersOf(inputs, 'labels')
    const scores = numbersOf(inputs, 'judge_on_labeled')
    const estimate = predictionPoweredMean({
      labelled: sumLabelled(labels.map((label, at) => ({ label, score: scores[at] ?? NaN }))),
      judged: sumScores(numbersOf(inputs, 'judge_on_unlabeled')),
      trust,
    })
    return { estimate: estimate?.value ?? NaN, low: estimate?.low ?? NaN, high: estimate?.high ?? NaN }
  }
}
