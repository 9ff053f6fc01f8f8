// Every reason for which a queue picks a prediction, with the rule that looks for it.

import type { Prediction, ReviewRule } from '@trimtab/contract'
import { fitDisagreement } from './disagreement.ts'
import { fitDriftedSlice } from './drifted-slice.ts'
import { fitLowConfidence } from './low-confidence.ts'
import { fitNewCategory } from './new-category.ts'
import { fitRandom } from './random.ts'
import type { Around, Fit, FitRule } from './rule.ts'
import { fitThumbsDown } from './thumbs-down.ts'

type Reason = ReviewRule['reason']

const RULES: { readonly [reason in Reason]: FitRule<reason> } = {
  thumbs_down: fitThumbsDown,
  drifted_slice: fitDriftedSlice,
  low_confidence: fitLowConfidence,
  disagreement: fitDisagreement,
  new_category: fitNewCategory,
  random: fitRandom,
}

/** Of each rule, in their order, how it fits; null where it does not. */
export async function fitRules(
  prediction: Prediction,
  rules: readonly ReviewRule[],
  around: Around,
): Promise<(Fit | null)[]> {
  const fits: (Fit | null)[] = []
  for (const rule of rules) fits.push(await fitRule(prediction, rule, around))
  return fits
}

/** The compiler does not see that a rule and what looks for it are of the same reason. */
function fitRule<Of extends Reason>(prediction: Prediction, rule: ReviewRule & { reason: Of }, around: Around) {
  const fit = RULES[rule.reason] as FitRule<Of>
  return fit(prediction, rule as Parameters<FitRule<Of>>[1], around)
}
