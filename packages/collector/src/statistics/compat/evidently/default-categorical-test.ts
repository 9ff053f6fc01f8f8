// Which test evidently takes for a categorical column where nobody chooses one.

export interface DefaultTest {
  method: 'z' | 'chisquare' | 'jensenshannon'
  /** A p value below it, or of Jensen and Shannon a distance above it, is drift. */
  threshold: number
}

/** Up to so many rows of reference it is a test, beyond them a distance. */
const FEW_ROWS = 1000

/**
 * Categories are those of both windows together. What is wrong with it: one more row of reference changes what drift is, and the
 * distance has one threshold for windows of any size, so that small ones always drift. Golden: `evidently:_get_default_stattest`.
 */
export function evidentlyDefaultCategoricalTest(referenceRows: number, categories: number): DefaultTest {
  if (referenceRows > FEW_ROWS) return { method: 'jensenshannon', threshold: 0.1 }
  return { method: categories > 2 ? 'chisquare' : 'z', threshold: 0.05 }
}
