// Whether somebody holds a prediction back. Unlike everything else about a dataset this is asked as things stand now,
// not as of the build: who withdraws today withdraws from yesterday's version too.

import type { Prediction } from '@trimtab/contract'
import { currentFeedback, isClaimed } from '../feedback/opinion.ts'

/**
 * What the app said with the call is not taken back by anyone else’s later word, and neither is what somebody said whose name
 * nothing proves: whoever takes it back may be another.
 */
export function isWithheld({ capture, feedback }: Pick<Prediction, 'capture' | 'feedback'>): boolean {
  if (capture.consent === false) return true
  return [...currentFeedback(feedback), ...feedback.filter(isClaimed)].some(({ consent }) => consent === false)
}
