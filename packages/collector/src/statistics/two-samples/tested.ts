// What a test of two samples says.

/** Both are NaN where the question has no answer, as with an empty side. */
export interface Tested {
  readonly statistic: number
  /** How probable it is, if both samples are of one source, to see what was seen or more. */
  readonly pValue: number
}

export const UNKNOWN: Tested = { statistic: NaN, pValue: NaN }
