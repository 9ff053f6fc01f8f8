// What is worked out of bins of numbers, and the bins themselves, held to golden values.

import {
  evidentlyBinnedCounts,
  evidentlyHellinger,
  evidentlyJensenShannon,
} from '../../statistics/compat/evidently/binned-counts.ts'
import { evidentlyRelativeEntropy, evidentlyStability } from '../../statistics/compat/evidently/filled-shares.ts'
import { evidentlyNumericDiscrepancy } from '../../statistics/compat/evidently/mean-discrepancy.ts'
import { nannymlHellinger, nannymlJensenShannon } from '../../statistics/compat/nannyml/binned-shares.ts'
import {
  populationStability,
  smoothedPopulationStability,
} from '../../statistics/divergences/population-stability-index.ts'
import { gaussianKernel, meanDiscrepancy } from '../../statistics/embeddings/pooled-kernel.ts'
import { type BinRule, binEdges } from '../../statistics/histograms/bin-edges.ts'
import { countByCuts, equalWidthCuts, quantileCuts } from '../../statistics/histograms/reference-bins.ts'
import { finitePair } from '../finite.ts'
import type { Calculate, GoldenValues, Methods } from '../golden-case.ts'

const BINS = 10

export const binned: Methods = {
  psi: {
    'evidently:psi': paired((...pair) => {
      const counts = evidentlyBinnedCounts(...pair)
      return { psi: evidentlyStability(counts.reference, counts.current) }
    }),
    'rule:psi[ref-quantile,10 bins,floor 1e-4]': psiBy(quantileCuts),
    'rule:psi[ref-equal-width,10 bins,floor 1e-4]': psiBy(equalWidthCuts),
    'rule:psi[ref-quantile,10 bins,add-0.5 smoothing]': paired((reference, current) => {
      const cuts = quantileCuts(reference, BINS)
      return { psi: smoothedPopulationStability(countByCuts(cuts, reference), countByCuts(cuts, current)) }
    }),
  },
  jensen_shannon: {
    'evidently:jensenshannon[base e]': paired((...pair) => ({ distance: evidentlyJensenShannon(...pair) })),
    'nannyml:jensen_shannon[base 2, doane bins on reference]': paired((...pair) => ({
      distance: nannymlJensenShannon(...pair),
    })),
  },
  hellinger: {
    'evidently:hellinger[sturges on unique values]': paired((...pair) => ({ distance: evidentlyHellinger(...pair) })),
    'nannyml:hellinger[doane bins on reference]': paired((...pair) => ({ distance: nannymlHellinger(...pair) })),
  },
  kl: {
    'evidently:kl_div': paired((...pair) => {
      const counts = evidentlyBinnedCounts(...pair)
      return { divergence: evidentlyRelativeEntropy(counts.reference, counts.current) }
    }),
  },
  histogram_bin_edges: {
    'numpy:histogram_bin_edges[combined:sturges]': paired((reference, current) =>
      edgesBy([...reference, ...current], 'sturges'),
    ),
    'numpy:histogram_bin_edges[reference:sturges]': paired((reference) => edgesBy(reference, 'sturges')),
    'numpy:histogram_bin_edges[reference:doane]': paired((reference) => edgesBy(reference, 'doane')),
    'numpy:histogram_bin_edges[reference:scott]': paired((reference) => edgesBy(reference, 'scott')),
    'numpy:histogram_bin_edges[reference:fd]': paired((reference) => edgesBy(reference, 'fd')),
    'numpy:histogram_bin_edges[reference:auto]': paired((reference) => edgesBy(reference, 'auto')),
  },
  mmd_rbf_1d: {
    'numpy:mmd2_unbiased[k=exp(-d^2/(2 sigma^2))]': (one) => {
      const { reference, current } = finitePair(one)
      const sigma = Number(one.params['sigma'])
      const points = [...reference, ...current].map((value) => [value])
      return { sigma, mmd2_unbiased: meanDiscrepancy(gaussianKernel(points, sigma ** 2), reference.length).unbiased }
    },
    'evidently:empirical_mmd statistic': paired((reference, current) => {
      const { sigma, unbiased } = evidentlyNumericDiscrepancy(reference, current)
      return { sigma, mmd2_unbiased: unbiased }
    }),
  },
}

function paired(calculate: (reference: number[], current: number[]) => GoldenValues): Calculate {
  return (one) => {
    const { reference, current } = finitePair(one)
    return calculate(reference, current)
  }
}

function psiBy(cutsOf: (reference: readonly number[], bins: number) => number[]): Calculate {
  return paired((reference, current) => {
    const cuts = cutsOf(reference, BINS)
    const [before, now] = [countByCuts(cuts, reference), countByCuts(cuts, current)]
    return { psi: populationStability(before, now), inner_edges: cuts, reference_counts: before, current_counts: now }
  })
}

function edgesBy(values: readonly number[], rule: BinRule): GoldenValues {
  const edges = binEdges(values, rule)
  return { n_bins: edges.length - 1, edges, first: edges.slice(0, 3), last: edges.slice(-3) }
}
