// Two windows of categories, held to golden values of scipy and of those who monitor.

import { deepchecksCramersV } from '../../statistics/compat/deepchecks/downsized-cramers-v.ts'
import { evidentlyCategoricalHellinger } from '../../statistics/compat/evidently/categorical-hellinger.ts'
import { evidentlyRelativeEntropy, evidentlyStability } from '../../statistics/compat/evidently/filled-shares.ts'
import { evidentlyChiSquare, evidentlyGTest } from '../../statistics/compat/evidently/goodness-of-fit.ts'
import { whylogsChiSquare } from '../../statistics/compat/whylogs/chi-square.ts'
import { jensenShannonDistance } from '../../statistics/divergences/jensen-shannon.ts'
import { populationStability } from '../../statistics/divergences/population-stability-index.ts'
import { hellingerDistance, largestChange, totalVariation } from '../../statistics/divergences/share-distances.ts'
import { twoSharesTest } from '../../statistics/proportions/two-shares.ts'
import { type ChiSquare, chiSquareHomogeneity, chiSquareWithYates } from '../../statistics/tables/chi-square.ts'
import { cramersV } from '../../statistics/tables/cramers-v.ts'
import { fisherExact, type Successes } from '../../statistics/tables/fisher-exact.ts'
import { gTest } from '../../statistics/tables/g-test.ts'
import { presentPair } from '../finite.ts'
import type { Calculate, GoldenCase, GoldenValues, Methods } from '../golden-case.ts'

type Counts = readonly number[]

export const categorical: Methods = {
  chi_square_homogeneity: {
    'scipy:chi2_contingency[no correction]': ofCounts((p, q) => testOf(chiSquareHomogeneity(p, q))),
    'scipy:chi2_contingency[Yates when 2x2](=alibi-detect ChiSquareDrift)': ofCounts((p, q) =>
      testOf(chiSquareWithYates(p, q)),
    ),
    'scipy:chi2_contingency[G-test,no correction]': ofCounts((p, q) => testOf(gTest(p, q))),
    'nannyml:chi2': ofCounts((p, q) => testOf(chiSquareWithYates(p, q))),
    'evidently:chisquare(goodness-of-fit against scaled reference)': ofCounts((p, q) => ({
      pvalue: evidentlyChiSquare(p, q),
    })),
    'evidently:g_test': ofCounts((p, q) => ({ pvalue: evidentlyGTest(p, q) })),
    'whylogs:chi-square(exact counts)': ofCounts((p, q) => testOf(whylogsChiSquare(p, q))),
    'rule:cramers_v[sqrt(chi2/(N*min(r-1,k-1)))]': ofCounts((p, q) => ({ v: cramersV(p, q) ?? NaN })),
    'deepchecks:cramers_v[bias-corrected, downsized]': ofCounts((p, q) => ({ v: deepchecksCramersV(p, q) })),
  },
  psi_categorical: {
    'evidently:psi': ofCounts((p, q) => ({ psi: evidentlyStability(p, q) })),
    'deepchecks:psi[floor 0.01]': ofCounts((p, q) => ({ psi: populationStability(p, q, 0.01) })),
    'rule:psi[union of categories, floor 1e-4]': ofCounts((p, q) => ({ psi: populationStability(p, q) })),
  },
  jensen_shannon_categorical: {
    'scipy:jensenshannon[base 2]': ofCounts((p, q) => ({ distance: jensenShannonDistance(p, q) })),
    'evidently:jensenshannon[base e]': ofCounts((p, q) => ({ distance: jensenShannonDistance(p, q, 'nats') })),
    'nannyml:jensen_shannon[base 2]': ofCounts((p, q) => ({ distance: jensenShannonDistance(p, q) })),
  },
  hellinger_categorical: {
    'rule:hellinger[sqrt(0.5*sum((sqrt p - sqrt q)^2))]': ofCounts((p, q) => ({ distance: hellingerDistance(p, q) })),
    'evidently:hellinger': ofCounts((p, q) => ({ distance: evidentlyCategoricalHellinger(p, q) })),
    'nannyml:hellinger': ofCounts((p, q) => ({ distance: hellingerDistance(p, q) })),
  },
  total_variation: {
    'rule:tvd[0.5*L1]': ofCounts((p, q) => ({ tvd: totalVariation(p, q) })),
    'evidently:TVD statistic': ofCounts((p, q) => ({ tvd: totalVariation(p, q) })),
    'nannyml:l_infinity': ofCounts((p, q) => ({ distance: largestChange(p, q) })),
  },
  kl_categorical: {
    'evidently:kl_div': ofCounts((p, q) => ({ divergence: evidentlyRelativeEntropy(p, q) })),
  },
  binary_proportion: {
    // Where all rows are alike it says 1, and ours nothing.
    'evidently:z': ofCounts((p, q) => ({ pvalue: twoSharesTest(lastOf(p), lastOf(q))?.pValue ?? 1 })),
    'evidently:fisher_exact': ofCounts((p, q) => ({ pvalue: fisherExact(lastOf(p), lastOf(q)).pValue })),
  },
}

function ofCounts(calculate: (reference: Counts, current: Counts) => GoldenValues): Calculate {
  return (one) => {
    const { reference, current } = countsOf(one)
    return calculate(reference, current)
  }
}

function countsOf(one: GoldenCase): { reference: number[]; current: number[]; categories: number } {
  const { reference, current } = presentPair(one)
  const categories = [...new Set([...reference, ...current])]
  const places = new Map(categories.map((category, place) => [category, place]))
  const count = (values: readonly (string | number | boolean)[]): number[] => {
    const counts = categories.map(() => 0)
    for (const value of values) {
      const place = places.get(value) ?? 0
      counts[place] = (counts[place] ?? 0) + 1
    }
    return counts
  }
  return { reference: count(reference), current: count(current), categories: categories.length }
}

function lastOf(counts: Counts): Successes {
  return { successes: counts.at(-1) ?? 0, count: sumOf(counts) }
}

function testOf(test: ChiSquare | null): GoldenValues {
  const { statistic, freedom, pValue } = test ?? { statistic: NaN, freedom: NaN, pValue: NaN }
  return { statistic, pvalue: pValue, dof: freedom }
}

function sumOf(counts: Counts): number {
  return counts.reduce((sum, count) => sum + count, 0)
}
