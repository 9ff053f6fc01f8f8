// Our tests of two samples under the names that golden files give to their sources.

import { trimmedEarthMover } from '../../statistics/compat/deepchecks/trimmed-earth-mover.ts'
import { normedWasserstein } from '../../statistics/compat/evidently/normed-wasserstein.ts'
import {
  cramerVonMises,
  cramerVonMisesByLimit,
  cramerVonMisesByPaths,
} from '../../statistics/two-samples/cramer-von-mises.ts'
import {
  distributionGap,
  kolmogorovSmirnov,
  kolmogorovSmirnovByOneSample,
  kolmogorovSmirnovByPaths,
  kolmogorovSmirnovLimit,
  kolmogorovSmirnovOneSided,
  kolmogorovSmirnovStephens,
} from '../../statistics/two-samples/kolmogorov-smirnov.ts'
import { mannWhitney, mannWhitneyByNormal, mannWhitneyByOrders } from '../../statistics/two-samples/mann-whitney.ts'
import { type PooledCount, poolSamples } from '../../statistics/two-samples/pooled-counts.ts'
import type { Tested } from '../../statistics/two-samples/tested.ts'
import { studentTest, welchTest } from '../../statistics/two-samples/t-test.ts'
import { energyDistance, wassersteinDistance } from '../../statistics/two-samples/wasserstein-distance.ts'
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
  mann_whitney: {
    'scipy:mannwhitneyu[two-sided,asymptotic,continuity]': mannWhitneyBy((cells) =>
      mannWhitneyByNormal(cells, 'differs'),
    ),
    'scipy:mannwhitneyu[two-sided,exact]': mannWhitneyBy((cells) => mannWhitneyByOrders(cells, 'differs')),
    // It asks whether values have risen, so that it misses all drops.
    'evidently:mannw(one-sided less!)': mannWhitneyBy((cells) => mannWhitney(cells, 'risen')),
  },
  cramer_von_mises: {
    'scipy:cramervonmises_2samp[asymptotic]': tested(cramerVonMisesByLimit),
    'scipy:cramervonmises_2samp[exact]': tested(cramerVonMisesByPaths),
    'evidently:cramer_von_mises': tested(cramerVonMises),
  },
  wasserstein1: {
    'scipy:wasserstein_distance': distance(wassersteinDistance),
    'evidently:wasserstein(normed)': distance(normedWasserstein),
    'nannyml:wasserstein': distance(wassersteinDistance),
    'deepchecks:earth_movers_distance[margin 0.025]': (one) => {
      const { reference, current } = finitePair(one)
      return { distance: trimmedEarthMover(reference, current) }
    },
  },
  energy_distance: { 'scipy:energy_distance(=evidently:ed)': distance(energyDistance) },
  t_test: {
    'scipy:ttest_ind[student](=evidently:t_test)': tested(studentTest),
    'scipy:ttest_ind[welch]': tested(welchTest),
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

function mannWhitneyBy(test: (cells: readonly PooledCount[]) => Tested): Calculate {
  return (one) => {
    const { statistic, pValue } = test(pooled(one))
    return { U1: statistic, pvalue: pValue }
  }
}

function distance(measure: (cells: readonly PooledCount[]) => number): Calculate {
  return (one) => ({ distance: measure(pooled(one)) })
}
