// What a rule is: it says of a prediction whether it fits, and what of it did. To add one, copy a neighbour, name its
// reason in the contract and put it into `rules.ts`.

import type { Prediction, ReviewReason, ReviewRule } from '@trimtab/contract'
import type { Categories } from '../categories.ts'

export interface Fit {
  /** What of it fitted, such as the category that is new; null where the reason says it all. */
  detail: string | null
}

/** What a rule may ask for besides the prediction. */
export interface Around {
  categories: Categories
  /** Predictions of the same task and business key by other variants; none where it has no key or no variant. */
  answersOfOthers: (prediction: Prediction) => Promise<readonly Prediction[]>
}

type RuleOf<Reason extends ReviewReason> = Extract<ReviewRule, { reason: Reason }>

/** Null where it does not fit. */
export type FitRule<Reason extends ReviewReason> = (
  prediction: Prediction,
  rule: RuleOf<Reason>,
  around: Around,
) => Fit | null | Promise<Fit | null>
