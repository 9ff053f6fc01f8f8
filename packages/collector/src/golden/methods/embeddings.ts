// Distances between samples of vectors and of whole rows, held to golden values.

import { evidentlyEmbeddingDiscrepancy } from '../../statistics/compat/evidently/mean-discrepancy.ts'
import { nannymlReconstruction } from '../../statistics/compat/nannyml/reconstruction-error.ts'
import { energyStatistic } from '../../statistics/embeddings/energy-statistic.ts'
import { meanCosineDistance, meanEuclideanDistance } from '../../statistics/embeddings/mean-distances.ts'
import { permutationShare } from '../../statistics/embeddings/permutation-share.ts'
import { gaussianKernel, meanDiscrepancy, medianSquaredWidth } from '../../statistics/embeddings/pooled-kernel.ts'
import { createRandom } from '../../statistics/random.ts'
import type { Calculate, GoldenValue, GoldenValues, Methods } from '../golden-case.ts'
import { numberOf, numbersOf } from '../inputs.ts'

const DRAWS = 2000
const SEED = 20_261_122

export const embeddings: Methods = {
  mmd: {
    'numpy:mmd2': paired((reference, current) => {
      const points = [...reference, ...current]
      const squaredWidth = medianSquaredWidth(points)
      const { unbiased, biased } = meanDiscrepancy(gaussianKernel(points, squaredWidth), reference.length)
      return { mmd2_unbiased: unbiased, mmd2_biased: biased, sigma2: squaredWidth }
    }),
    'rule:exact permutation p = #{stat >= observed}/C(n+m,n)': paired(permute),
    'rule:monte-carlo permutation p (B=4000, (1+k)/(1+B))': paired(permute),
    'evidently:MMDDriftMethod statistic (gamma=1/median(dist_xy)^2, clipped at 0)': paired((reference, current) => {
      const { gamma, discrepancy } = evidentlyEmbeddingDiscrepancy(reference, current)
      return { mmd2u: discrepancy, gamma }
    }),
    'numpy:mean embedding distances': paired((reference, current) => ({
      euclidean: meanEuclideanDistance(reference, current),
      cosine: meanCosineDistance(reference, current),
    })),
    "rule:energy statistic 2E|x-y|-E|x-x'|-E|y-y'| (V-statistic)": paired((reference, current) => ({
      energy: energyStatistic(reference, current),
    })),
  },
  pca_reconstruction_error: {
    'sklearn:nannyml DataReconstruction steps (StandardScaler, PCA 0.65, mean L2 error)': (one) => {
      const [reference, current] = [pointsOf(one.inputs, 'reference'), pointsOf(one.inputs, 'current')]
      const lost = nannymlReconstruction(reference, current, numberOf(one.params, 'n_components'))
      const [before, now] = [momentsOf(lost.reference), momentsOf(lost.current)]
      return {
        n_components: lost.shares.length,
        reference_mean: before.mean,
        reference_std_ddof1: before.deviation,
        current_mean: now.mean,
        current_std_ddof1: now.deviation,
        explained_variance_ratio: lost.shares,
      }
    },
  },
}

function momentsOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) }
}

function permute(reference: readonly number[][], current: readonly number[][]): GoldenValues {
  const points = [...reference, ...current]
  const kernel = gaussianKernel(points, medianSquaredWidth(points))
  const { pvalue, splits } = permutationShare(kernel, reference.length, DRAWS, createRandom(SEED))
  return { pvalue, n_splits: splits }
}

function paired(calculate: (reference: number[][], current: number[][]) => GoldenValues): Calculate {
  return ({ inputs }) => calculate(pointsOf(inputs, 'reference'), pointsOf(inputs, 'current'))
}

function pointsOf(inputs: GoldenValues, name: string): number[][] {
  const points = inputs[name]
  if (!Array.isArray(points)) throw new TypeError(`${name} is no list of points`)
  return points.map((point: GoldenValue) => numbersOf({ [name]: point }, name))
}
