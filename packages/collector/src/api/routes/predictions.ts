// Predictions: search, and one with everything said of it.

import {
  FEEDBACK_FILTERS,
  NAME_CHARS_MAX,
  PAGE_FEEDBACK_MAX,
  PAGE_ITEMS_DEFAULT,
  PAGE_ITEMS_MAX,
  ROUTES,
} from '@trimtab/contract'
import type { Hono } from 'hono'
import * as z from 'zod'
import { listIssues } from '../../schema-issue.ts'
import type { AppParts } from '../app-parts.ts'
import { ProblemError } from '../problem.ts'
import { routePath } from '../route-path.ts'

const time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))

const querySchema = z.strictObject({
  task: z.string().max(NAME_CHARS_MAX).optional(),
  feedback: z.enum(FEEDBACK_FILTERS).optional(),
  from: time.optional(),
  to: time.optional(),
  cursor: z.string().max(NAME_CHARS_MAX).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_ITEMS_MAX).default(PAGE_ITEMS_DEFAULT),
})

export function predictionRoutes(app: Hono, { rows }: Pick<AppParts, 'rows'>): void {
  app.get(ROUTES.predictions, async function listPredictions(context) {
    const parsed = querySchema.safeParse(context.req.query())
    if (!parsed.success) {
      throw new ProblemError('request.invalid', 'The query does not have the right shape.', {
        errors: listIssues(parsed.error),
      })
    }
    const { from, to, ...query } = parsed.data
    const page = await rows.predictions({ ...query, fromMs: from, toMs: to })
    if (page === null)
      throw new ProblemError('request.invalid', 'The cursor was not made by this collector; start from the first page.')
    const shown = page.predictions.map((prediction) => ({
      ...prediction,
      feedback: prediction.feedback.slice(0, PAGE_FEEDBACK_MAX),
    }))
    return context.json({ ...page, predictions: shown })
  })

  app.get(routePath(ROUTES.prediction), async function showPrediction(context) {
    const id = context.req.param('id') ?? ''
    const prediction = await rows.prediction(id)
    if (prediction === null) throw new ProblemError('prediction.not_found', `No prediction has the id ${id}.`)
    return context.json(prediction)
  })
}
