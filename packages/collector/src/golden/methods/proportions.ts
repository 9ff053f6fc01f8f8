// Two shares, and pairs, held to golden values of scipy and statsmodels.

import type { Interval } from '../../statistics/interval.ts'
import { newcombeInterval } from '../../statistics/newcombe-interval.ts'
import { clopperPearson } from '../../statistics/proportions/clopper-pearson.ts'
import { agrestiCoull, jeffreysInterval, waldInterval } from '../../statistics/proportions/share-intervals.ts'
import { twoSharesTest, waldDifference } from '../../statistics/proportions/two-shares.ts'
import { barnard } from '../../statistics/tables/barnard.ts'
import { boschloo } from '../../statistics/tables/boschloo.ts'
import { fisherExact, type Successes } from '../../statistics/tables/fisher-exact.ts'
import { type McNemar, mcNemarChiSquare, mcNemarExact, mcNemarWithContinuity } from '../../statistics/tables/mcnemar.ts'
import { wilsonInterval } from '../../statistics/wilson-interval.ts'
import type { Calculate, GoldenValue, GoldenValues, Methods } from '../golden-case.ts'
import { numberOf, numbersOf } from '../inputs.ts'

export const proportions: Methods = {
  two_proportions: {
    'statsmodels:proportions_ztest[pooled]': ofTwo((first, second) => {
      const { z, pValue } = twoSharesTest(first, second) ?? { z: NaN, pValue: NaN }
      return { z, pvalue: pValue }
    }),
    'scipy:fisher_exact[two-sided]': ofTwo((first, second) => {
      const { oddsRatio, pValue } = fisherExact(first, second)
      return { odds_ratio: oddsRatio, pvalue: pValue }
    }),
    // Here the two samples are rows of the table, and scipy takes columns for samples. Of an empty one it says 1, and NaN.
    'scipy:barnard_exact[two-sided]': ofColumns((first, second) => ({ pvalue: barnard(first, second) ?? 1 })),
    'scipy:boschloo_exact[two-sided]': ofColumns((first, second) => ({ pvalue: boschloo(first, second) ?? NaN })),
    'statsmodels:proportion_confint[wilson,0.95,first]': ofFirst((k, n) => wilsonInterval(k / n, n)),
    'statsmodels:proportion_confint[agresti_coull,0.95,first]': ofFirst(agrestiCoull),
    'statsmodels:proportion_confint[beta,0.95,first]': ofFirst((k, n) => clopperPearson(k, n)),
    'statsmodels:proportion_confint[jeffreys,0.95,first]': ofFirst(jeffreysInterval),
    'statsmodels:proportion_confint[normal,0.95,first]': ofFirst(waldInterval),
    'statsmodels:confint_proportions_2indep[newcomb,diff=p1-p2]': ofTwo((first, second) =>
      endsOf(newcombeInterval(shareOf(first), shareOf(second))),
    ),
    'statsmodels:confint_proportions_2indep[wald,diff=p1-p2]': ofTwo((first, second) =>
      endsOf(waldDifference(first, second)),
    ),
  },
  mcnemar: {
    'statsmodels:mcnemar[exact]': ofPairs(mcNemarExact),
    // Of no pair in which the two differ it divides (0 − 1)² by 0, where ours says nothing.
    'statsmodels:mcnemar[chi2,continuity]': ofPairs(
      (b, c) => mcNemarWithContinuity(b, c) ?? { statistic: Infinity, pValue: 0 },
    ),
    'statsmodels:mcnemar[chi2]': ofPairs((b, c) => mcNemarChiSquare(b, c) ?? { statistic: NaN, pValue: NaN }),
  },
}

function ofTwo(calculate: (first: Successes, second: Successes) => GoldenValues): Calculate {
  return ({ inputs }) =>
    calculate(
      { successes: numberOf(inputs, 'x1'), count: numberOf(inputs, 'n1') },
      { successes: numberOf(inputs, 'x2'), count: numberOf(inputs, 'n2') },
    )
}

/** Of those that are successes, and of those that are not, how many are of the first. */
function ofColumns(calculate: (first: Successes, second: Successes) => GoldenValues): Calculate {
  return ofTwo((first, second) =>
    calculate(
      { successes: first.successes, count: first.successes + second.successes },
      {
        successes: first.count - first.successes,
        count: first.count - first.successes + second.count - second.successes,
      },
    ),
  )
}

function ofFirst(calculate: (successes: number, count: number) => Interval | null): Calculate {
  return ({ inputs }) => endsOf(calculate(numberOf(inputs, 'x1'), numberOf(inputs, 'n1')))
}

function ofPairs(calculate: (onlyFirst: number, onlySecond: number) => McNemar): Calculate {
  return ({ inputs }) => {
    const [onlyFirst, onlySecond] = offDiagonal(inputs['table'])
    const { statistic, pValue } = calculate(onlyFirst, onlySecond)
    return { statistic, pvalue: pValue }
  }
}

/** Of [[both, the first alone], [the second alone, neither]]. */
function offDiagonal(table: GoldenValue | undefined): [number, number] {
  if (!Array.isArray(table)) throw new TypeError('table is no list of rows')
  const [first, second] = table.map((row: GoldenValue) => numbersOf({ row }, 'row'))
  return [first?.[1] ?? 0, second?.[0] ?? 0]
}

function shareOf({ successes, count }: Successes): { share: number; count: number } {
  return { share: successes / count, count }
}

function endsOf(interval: Interval | null): GoldenValues {
  return interval === null ? { low: NaN, high: NaN } : { low: interval.low, high: interval.high }
}
