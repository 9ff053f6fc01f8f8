// Many tests at once, as statsmodels, scipy, alibi-detect and R's onlineFDR correct for them.

import { alibiFalseDiscoveryRate } from '../../statistics/compat/alibi-detect/false-discovery-rate.ts'
import { eBenjaminiHochberg } from '../../statistics/multiple-testing/e-benjamini-hochberg.ts'
import { benjaminiHochberg, benjaminiYekutieli } from '../../statistics/multiple-testing/false-discovery-rate.ts'
import { bonferroni, holm, hommel, simesHochberg } from '../../statistics/multiple-testing/family-wise-error.ts'
import { fisherCombination } from '../../statistics/multiple-testing/fisher-combination.ts'
import { addis, lond, lordPlusPlus, type OnlineTests, saffron } from '../../statistics/multiple-testing/online.ts'
import type { Corrected } from '../../statistics/multiple-testing/stepwise.ts'
import type { Calculate, Calculations, Methods } from '../golden-case.ts'
import { numberOf, numbersOf } from '../inputs.ts'

type Correct = (pValues: readonly number[], alpha: number) => Corrected

const CORRECTIONS: { readonly [name: string]: Correct } = {
  bonferroni,
  holm,
  hommel,
  'simes-hochberg': simesHochberg,
  fdr_bh: benjaminiHochberg,
  fdr_by: benjaminiYekutieli,
}

export const multipleTesting: Methods = {
  multiple_testing: {
    ...corrections(),
    'alibi-detect:fdr[q=0.05] (strict < ; returns any-flag and threshold)': ({ inputs }) => {
      const { any, threshold } = alibiFalseDiscoveryRate(numbersOf(inputs, 'pvalues'), 0.05)
      return { any: any ? 1 : 0, threshold }
    },
    'scipy:combine_pvalues[fisher]': ({ inputs }) => {
      const { statistic, p } = fisherCombination(numbersOf(inputs, 'pvalues'))
      return { statistic, pvalue: p }
    },
  },
  e_bh: {
    'rule:e-BH (Wang & Ramdas 2022)': ({ inputs }) => {
      const { count, rejected } = eBenjaminiHochberg(numbersOf(inputs, 'evalues'), numberOf(inputs, 'alpha'))
      return { k: count, reject: rejected }
    },
  },
  online_fdr: {
    'onlineFDR(R 2.19.1):LORD++(alpha .05, defaults)': online(lordPlusPlus),
    'onlineFDR(R 2.19.1):SAFFRON(alpha .05, defaults)': online(saffron),
    'onlineFDR(R 2.19.1):ADDIS(alpha .05, defaults)': online(addis),
    'onlineFDR(R 2.19.1):LOND(alpha .05, defaults)': online(lond),
  },
}

function corrections(): Calculations {
  return Object.fromEntries(
    Object.entries(CORRECTIONS).flatMap(([name, correct]) =>
      [0.05, 0.1].map((alpha): [string, Calculate] => [
        `statsmodels:multipletests[${name},alpha=${alpha}]`,
        ({ inputs }) => {
          const { rejected, adjusted } = correct(numbersOf(inputs, 'pvalues'), alpha)
          return { reject: rejected, adjusted }
        },
      ]),
    ),
  )
}

function online(test: (pValues: readonly number[], alpha: number) => OnlineTests): Calculate {
  return ({ inputs }) => {
    const { levels, rejected } = test(numbersOf(inputs, 'pvalues'), 0.05)
    return { alphai: levels, R: rejected.map((isRejected) => (isRejected ? 1 : 0)) }
  }
}
