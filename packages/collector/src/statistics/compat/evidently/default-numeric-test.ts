// Which test evidently takes for a column of numbers where nobody chooses one.

import { evidentlyDefaultCategoricalTest } from './default-categorical-test.ts'

/** Up to so many distinct values in both windows numbers are taken for categories. */
const FEW_VALUES = 5
/** Up to so many rows of reference it is a test, beyond them a distance. */
const FEW_ROWS = 1000

interface DefaultNumericTest {
  method: string
  threshold: number
}

/**
 * What is wrong with it: the threshold of the distance does not know how few rows the current window has, so that of 30 rows
 * nearly every window drifts. Golden: `evidently:_get_default_stattest`.
 */
export function evidentlyDefaultNumericTest(referenceRows: number, distinctValues: number): DefaultNumericTest {
  if (distinctValues <= FEW_VALUES) return evidentlyDefaultCategoricalTest(referenceRows, distinctValues)
  return referenceRows > FEW_ROWS ? { method: 'wasserstein', threshold: 0.1 } : { method: 'ks', threshold: 0.05 }
}
