// Our tests of two samples under the names that golden files give to their sources.

import {
  distributionGap,
  kolmogorovSmirnov,
  kolmogorovSmirnovByOneSample,
  kolmogorovSmirnovByPaths,
  kolmogorovSmirnovLimit,
  kolmogorovSmirnovOneSided,
  kolmogorovSmirnovStephens,
} from '../../statistics/two-samples/kolmogorov-smirnov.ts'
import { type PooledCount, poolSamples } from '../../statistics/two-samples/pooled-counts.ts'
import type { Tested } from '../../statistics/two-samples/tested.ts'
import { finitePair } from '../finite.ts'
import type { Calculate, GoldenCase, Methods } from '../golden-case.ts'

export const twoSamples: Methods = {
  ks: {
    'scipy:ks_2samp[asymp]': tested(kolmogorovSmirnovByOneSample),
    'scipy:ks_2samp[exact]': tested(kolmogorovSmirnovByPaths),
    'scipy:ks_2samp[auto]': tested(kolmogorovSmirnov),
    'scipy:ks_2samp[asymp,greater]': tested((cells) => kolmogorovSmirnovOneSided(cells, 'above')),
    'scipy:ks_2samp[asymp,less]': tested((cells) => kolmogorovSmirnovOneSided(cells, 'below')),
    'evidently:ks': tested(kolmogorovSmirnov),
    'alibi-detect:KSDrift': tested(kolmogorovSmirnovByOneSample),
    'scipy:special.kolmogorov(sqrt(en)*D) [limiting distribution]': tested(kolmogorovSmirnovLimit),
    'scipy:special.kolmogorov((sqrt(en)+0.12+0.11/sqrt(en))*D) [Stephens correction]':
      tested(kolmogorovSmirnovStephens),
    'nannyml:kolmogorov_smirnov': (one) => ({ statistic: distributionGap(pooled(one)).either }),
  },
}

function pooled(one: GoldenCase): PooledCount[] {
  const { reference, current } = finitePair(one)
  return poolSamples(reference, current)
}

function tested(test: (cells: readonly PooledCount[]) => Tested): Calculate {
  return (one) => {
    const { statistic, pValue } = test(pooled(one))
    return { statistic, pvalue: pValue }
  }
}
