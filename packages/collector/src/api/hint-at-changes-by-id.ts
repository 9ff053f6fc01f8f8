// Other products change, take back and read a feedback by its id alone. Here it is found by what it speaks of, and nothing
// is overwritten; whoever asks is told what to do instead, before being asked for a key.

import { ROUTES } from '@trimtab/contract'
import type { MiddlewareHandler } from 'hono'
import { ProblemError } from './problem.ts'

const PLACES: readonly string[] = [ROUTES.langsmithFeedback, ROUTES.langsmithFeedbackApi, ROUTES.langfuseScores]

export const hintAtChangesById: MiddlewareHandler = async function hintAtChangesById(context, next) {
  const { method, path } = context.req
  const isOfOne = PLACES.some((place) => path.startsWith(`${place}/`) && path.length > place.length + 1)
  if (!isOfOne || method === 'POST' || method === 'OPTIONS') return next()
  throw new ProblemError(
    'not_found',
    'Feedback is found here by what it speaks of, and not by its id alone. To change it, create it once more with the ' +
      `same id: the newest word counts. To take it back, post a retraction of the same name to ${ROUTES.feedback}.`,
  )
}
