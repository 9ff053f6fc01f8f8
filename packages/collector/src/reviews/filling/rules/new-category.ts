// A label, or a text among its features, that was not seen before in this task. Which are known stands in the filling
// of the queue; `categories.ts` says what happens where there are too many.

import type { FitRule } from './rule.ts'

export const fitNewCategory: FitRule<'new_category'> = (prediction, _rule, { categories }) => {
  const [first] = categories.newIn(prediction)
  return first === undefined ? null : { detail: `${first.feature} ${first.value}` }
}
