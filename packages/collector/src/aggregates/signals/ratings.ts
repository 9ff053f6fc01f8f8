// What users, reviewers and judges say, each counted by itself, and together where more than one of them rated the same
// prediction: sums from which rates, agreement and the correction of judges follow.

/** Of one judge's scores, and of what is trusted beside them: what means, variances and covariances are made of. */
export interface JudgeSums {
  /** Of predictions that nobody who is trusted rated. */
  alone: { count: number; scores: number; squares: number }
  /** Of those that somebody did. */
  both: {
    count: number
    scores: number
    squares: number
    trusted: number
    trustedSquares: number
    products: number
  }
}

export interface RatingSums {
  usersUp: number
  usersDown: number
  reviewersUp: number
  reviewersDown: number
  /** Of predictions that users and reviewers both rated: users first. */
  upUp: number
  upDown: number
  downUp: number
  downDown: number
  judges: Map<string, JudgeSums>
}
