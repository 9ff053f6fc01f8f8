// Scores as Langfuse's SDKs post them, one by one or in a batch, so that an app keeps the calls it has.

import { FEEDBACK_ITEMS_MAX, type FeedbackInput, ROUTES } from '@trimtab/contract'
import { feedbackInputSchema } from '@trimtab/contract/schemas'
import type { Hono } from 'hono'
import * as z from 'zod'
import { LANGFUSE_SCORE_ID, readLangfuseScore } from '../../feedback/readers/langfuse-score.ts'
import type { AppParts } from '../app-parts.ts'
import { takeForeignFeedback } from '../foreign-feedback.ts'
import { ProblemError } from '../problem.ts'

/** Langfuse's own limit of a batch is 4.5 MB. */
const BATCH_BYTES_MAX = 5 * 1024 * 1024

type LangfuseParts = Pick<AppParts, 'ingest' | 'rows' | 'authentication' | 'budget' | 'makeId'>

const batchSchema = z.object({ batch: z.array(z.unknown()) })
const eventSchema = z.object({ id: z.string(), type: z.string() })

interface BatchAnswer {
  successes: { id: string; status: number }[]
  errors: { id: string; status: number; message: string; error: string }[]
}

export function langfuseRoutes(app: Hono, parts: LangfuseParts): void {
  const options = { parts, bytesMax: BATCH_BYTES_MAX, knownBy: LANGFUSE_SCORE_ID }
  app.get(ROUTES.langfuseHealth, (context) => context.json({ status: 'OK', version: 'trimtab' }))

  app.post(ROUTES.langfuseScores, (context) =>
    takeForeignFeedback(context, options, async (body, store) => {
      const read = readLangfuseScore(body)
      if (read.outcome === 'refused') throw new ProblemError('request.invalid', read.reason)
      const feedback = { ...read.feedback, id: read.feedback.id ?? parts.makeId() }
      await store([feedback])
      return context.json({ id: givenId(body) ?? feedback.id })
    }),
  )

  app.post(ROUTES.langfuseIngestion, (context) =>
    takeForeignFeedback(context, options, async (body, store) => {
      const parsed = batchSchema.safeParse(body)
      if (!parsed.success) throw new ProblemError('request.invalid', 'Send {"batch": […]} as JSON.')
      if (parsed.data.batch.length > FEEDBACK_ITEMS_MAX)
        throw new ProblemError('request.too_large', `A batch may hold ${FEEDBACK_ITEMS_MAX} events.`)
      const { feedback, answer } = readBatch(parsed.data.batch, parts.makeId)
      if (feedback.length > 0) await store(feedback)
      return context.json(answer, 207)
    }),
  )
}

/** Each event is answered for itself, as Langfuse does. */
function readBatch(events: unknown[], makeId: () => string): { feedback: FeedbackInput[]; answer: BatchAnswer } {
  const feedback: FeedbackInput[] = []
  const answer: BatchAnswer = { successes: [], errors: [] }
  for (const event of events) {
    const parsed = eventSchema.safeParse(event)
    const { id, type } = parsed.success ? parsed.data : { id: '', type: '' }
    const reason = type === 'score-create' ? takeScore(event, makeId, feedback) : refusalOf(type)
    if (reason === null) answer.successes.push({ id, status: 201 })
    else answer.errors.push({ id, status: 400, message: 'Invalid request data', error: reason })
  }
  return { feedback, answer }
}

/** Why it was not taken; null where it was. */
function takeScore(event: unknown, makeId: () => string, into: FeedbackInput[]): string | null {
  const read = readLangfuseScore(event)
  if (read.outcome === 'refused') return read.reason
  const checked = feedbackInputSchema.safeParse({ ...read.feedback, id: read.feedback.id ?? makeId() })
  if (checked.success) into.push(checked.data)
  return checked.success ? null : (checked.error.issues[0]?.message ?? 'The score cannot be kept.')
}

/** What is not kept is not said to be; only what an SDK writes about itself is nobody's loss. */
function refusalOf(type: string): string | null {
  if (type === 'sdk-log') return null
  if (type === '') return 'An event needs an id and a type.'
  return `This collector reads scores here, and not ${type.slice(0, 100)}: traces are read over OpenTelemetry, as Langfuse's newer SDKs send them.`
}

/** The client knows its score by the id it gave. */
function givenId(score: unknown): string | null {
  const parsed = z.object({ id: z.string().min(1) }).safeParse(score)
  return parsed.success ? parsed.data.id : null
}
