// Whether somebody holds a prediction back. Unlike everything else about a dataset this is asked as things stand now,
// not as of the build: who withdraws today withdraws from yesterday's version too.

import type { Prediction } from '@trimtab/contract'
import { currentFeedback } from '../feedback/opinion.ts'

/** What the app said with the call is not taken back by anyone else’s later word. */
export function isWithheld({ capture, feedback }: Pick<Prediction, 'capture' | 'feedback'>): boolean {
  return capture.consent === false || currentFeedback(feedback).some((said) => said.consent === false)
}
