// Divergences of shares, held to golden values of vectors of probabilities.

import { entropyBits, relativeEntropy } from '../../statistics/divergences/entropy.ts'
import { jensenShannonDistance } from '../../statistics/divergences/jensen-shannon.ts'
import { orderedWasserstein } from '../../statistics/divergences/ordered-wasserstein.ts'
import { populationStability } from '../../statistics/divergences/population-stability-index.ts'
import { hellingerDistance, largestChange, totalVariation } from '../../statistics/divergences/share-distances.ts'
import type { Calculate, GoldenValues, Methods } from '../golden-case.ts'
import { numbersOf } from '../inputs.ts'

export const divergences: Methods = {
  divergences: {
    'scipy:jensenshannon[base 2]': ofShares((p, q) => ({ distance: jensenShannonDistance(p, q) })),
    'scipy:jensenshannon[base e]': ofShares((p, q) => ({ distance: jensenShannonDistance(p, q, 'nats') })),
    'scipy:entropy[KL(p||q) nats]': ofShares((p, q) => ({ kl: relativeEntropy(p, q) })),
    'scipy:entropy[KL(q||p) bits]': ofShares((p, q) => ({ kl: relativeEntropy(q, p) / Math.LN2 })),
    'scipy:entropy[H(p) bits]': ofShares((p) => ({ h: entropyBits(p) })),
    'rule:hellinger': ofShares((p, q) => ({ distance: hellingerDistance(p, q) })),
    'rule:tvd': ofShares((p, q) => ({ tvd: totalVariation(p, q) })),
    'rule:l_infinity': ofShares((p, q) => ({ distance: largestChange(p, q) })),
    'rule:psi[floor 1e-4, no renormalisation]': ofShares((p, q) => ({ psi: populationStability(p, q) })),
    'scipy:wasserstein_distance[positions 0..k-1]': ofShares((p, q) => ({
      distance: orderedWasserstein([...p.keys()], p, q),
    })),
  },
}

function ofShares(calculate: (p: readonly number[], q: readonly number[]) => GoldenValues): Calculate {
  return ({ inputs }) => calculate(numbersOf(inputs, 'p'), numbersOf(inputs, 'q'))
}
