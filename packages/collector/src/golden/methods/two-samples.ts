// Our tests of two samples under the names that golden files give to their sources.

import { trimmedEarthMover } from '../../statistics/compat/deepchecks/trimmed-earth-mover.ts'
import { normedWasserstein } from '../../statistics/compat/evidently/normed-wasserstein.ts'
import { jensenShannonDistance } from '../../statistics/divergences/jensen-shannon.ts'
import { populationStability } from '../../statistics/divergences/population-stability-index.ts'
import { chiSquareHomogeneity } from '../../statistics/tables/chi-square.ts'
import { cramersV } from '../../statistics/tables/cramers-v.ts'
import {
  ANDERSON_DARLING_CRITICAL,
  andersonDarling,
  andersonDarlingRightSided,
} from '../../statistics/two-samples/anderson-darling.ts'
import { brunnerMunzel } from '../../statistics/two-samples/brunner-munzel.ts'
import {
  cramerVonMises,
  cramerVonMisesByLimit,
  cramerVonMisesByPaths,
} from '../../statistics/two-samples/cramer-von-mises.ts'
import { eppsSingleton } from '../../statistics/two-samples/epps-singleton.ts'
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
import { numbersOf } from '../inputs.ts'
import type { Calculate, GoldenCase, GoldenValues, Methods } from '../golden-case.ts'

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
  anderson_darling_ksamp: {
    'scipy:anderson_ksamp[midrank]': andersonDarlingBy(andersonDarling),
    'scipy:anderson_ksamp[midrank=False]': andersonDarlingBy(andersonDarlingRightSided),
  },
  epps_singleton: {
    // Where each side is one value of its own it is Infinity here, and numpy's rounding divided by there.
    'scipy:epps_singleton_2samp(=evidently:es)': tested(eppsSingleton),
    'scipy:brunnermunzel': tested(brunnerMunzel),
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
  counts_pair: {
    'scipy:ks_2samp[asymp]': tested(kolmogorovSmirnovByOneSample),
    'scipy:wasserstein_distance': distance(wassersteinDistance),
    'evidently:wasserstein(normed)': distance(normedWasserstein),
    'scipy:mannwhitneyu[two-sided,asymptotic,continuity]': mannWhitneyBy((cells) =>
      mannWhitneyByNormal(cells, 'differs'),
    ),
    'scipy:chi2_contingency': ofCounts((reference, current) => {
      const test = chiSquareHomogeneity(reference, current)
      return { statistic: test?.statistic ?? NaN, pvalue: test?.pValue ?? NaN, dof: test?.freedom ?? NaN }
    }),
    'rule:psi[values as categories, floor 1e-4]': ofCounts((reference, current) => ({
      psi: populationStability(reference, current),
    })),
    'scipy:jensenshannon[base 2]': ofCounts((reference, current) => ({
      distance: jensenShannonDistance(reference, current),
    })),
    'rule:cramers_v[chi2/n, no bias correction]': ofCounts((reference, current) => ({
      v: cramersV(reference, current) ?? NaN,
    })),
  },
}

function pooled(one: GoldenCase): PooledCount[] {
  if ('values' in one.inputs) return counted(one)
  const { reference, current } = finitePair(one)
  return poolSamples(reference, current)
}

function counted(one: GoldenCase): PooledCount[] {
  const [reference, current] = [numbersOf(one.inputs, 'reference_counts'), numbersOf(one.inputs, 'current_counts')]
  const values = numbersOf(one.inputs, 'values')
  return values.map((at, index) => ({ at, reference: reference[index] ?? 0, current: current[index] ?? 0 }))
}

function ofCounts(calculate: (reference: readonly number[], current: readonly number[]) => GoldenValues): Calculate {
  return (one) => {
    const cells = counted(one)
    return calculate(
      cells.map((cell) => cell.reference),
      cells.map((cell) => cell.current),
    )
  }
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

function andersonDarlingBy(test: (cells: readonly PooledCount[]) => Tested): Calculate {
  return (one) => {
    const { statistic, pValue } = test(pooled(one))
    return { statistic, 'significance_level_capped_0.001_0.25': pValue, critical_values: ANDERSON_DARLING_CRITICAL }
  }
}
