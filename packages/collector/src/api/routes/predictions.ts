// Predictions: search, and one with everything said of it.

import {
  FEEDBACK_FILTERS,
  NAME_CHARS_MAX,
  PAGE_FEEDBACK_MAX,
  PAGE_ITEMS_DEFAULT,
  PAGE_ITEMS_MAX,
  type Prediction,
  type PredictionWithTrace,
  ROUTES,
  type TraceSpan,
} from '@trimtab/contract'
import type { Hono } from 'hono'
import * as z from 'zod'
import { itemsOf } from '../../ingest/join-trace.ts'
import { waterfallOf } from '../../predictions/waterfall.ts'
import { listIssues } from '../../schema-issue.ts'
import type { Rows } from '../../store/rows.ts'
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
    const withTrace: PredictionWithTrace = { ...prediction, trace: await traceAround(prediction, rows) }
    return context.json(withTrace)
  })
}

/** The steps of its trace; none where nothing but the prediction itself is known. */
async function traceAround(prediction: Prediction, rows: Pick<Rows, 'traces'>): Promise<TraceSpan[]> {
  const { traceId, startedAt, durationMs } = prediction
  const startedMs = Date.parse(startedAt)
  const [fromNs, toNs] = [nanoseconds(startedMs), nanoseconds(startedMs + Math.max(durationMs ?? 0, 0))]
  const [stored] = await rows.traces([{ traceId, fromNs, toNs }])
  if (stored === undefined) return []
  const idOf = new Map<string, string>()
  for (const { facts, answersTo } of stored.predictions)
    for (const spanId of [facts.spanId, ...(answersTo ?? [])]) idOf.set(spanId, facts.id)
  for (const spanId of stored.outline ?? []) idOf.set(spanId, `${traceId}-${spanId}`)
  const steps = waterfallOf([...itemsOf(stored).values()], (spanId) => idOf.get(spanId) ?? null)
  return steps.every(({ spanId }) => spanId === prediction.spanId) ? [] : steps
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms)) * 1_000_000n
}
