// Whether somebody holds a prediction back. Unlike everything else about a dataset this is asked as things stand now,
// not as of the build: who withdraws today withdraws from yesterday's version too.

import type { Feedback } from '@trimtab/contract'
import { currentFeedback } from '../feedback/opinion.ts'

export function isWithheld(feedback: readonly Feedback[]): boolean {
  return currentFeedback(feedback).some((said) => said.consent === false)
}
