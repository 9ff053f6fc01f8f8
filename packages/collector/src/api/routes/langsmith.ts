// Feedback as LangSmith's SDKs post it, so that an app keeps the calls it has.

import { FEEDBACK_BODY_BYTES_MAX, ROUTES } from '@trimtab/contract'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { LANGSMITH_FEEDBACK_ID, readLangsmithFeedback } from '../../feedback/readers/langsmith-feedback.ts'
import type { AppParts } from '../app-parts.ts'
import { takeForeignFeedback } from '../foreign-feedback.ts'
import { ProblemError } from '../problem.ts'

type LangsmithParts = Pick<AppParts, 'ingest' | 'rows' | 'authentication' | 'budget' | 'makeId'>

/** Where its SDKs send traces in a form of their own, as they do until they are told otherwise. */
const RUNS = /^(?:\/api\/v1)?\/runs(?:\/.*)?$/

/** Before anybody is asked for a key: nothing is taken there with one either. */
export const hintAtLangsmithTracing: MiddlewareHandler = async function hintAtLangsmithTracing(context, next) {
  if (!['POST', 'PATCH'].includes(context.req.method) || !RUNS.test(context.req.path)) return next()
  throw new ProblemError(
    'not_found',
    "LangSmith's own trace format is not read here; traces are read over OpenTelemetry. Set LANGSMITH_OTEL_ENABLED=true " +
      '(or LANGSMITH_TRACING_MODE=otel), and call initializeOTEL() in JavaScript.',
  )
}

export function langsmithRoutes(app: Hono, parts: LangsmithParts): void {
  // Its SDK asks once what the other side takes; with nothing said it takes its own defaults.
  app.get(ROUTES.langsmithInfo, (context) => context.json({}))

  const postFeedback = (context: Context) =>
    takeForeignFeedback(
      context,
      { parts, bytesMax: FEEDBACK_BODY_BYTES_MAX, knownBy: LANGSMITH_FEEDBACK_ID },
      async (body, store) => {
        const read = readLangsmithFeedback(body)
        if (read.outcome === 'refused') throw new ProblemError('request.invalid', read.reason)
        const feedback = { ...read.feedback, id: read.feedback.id ?? parts.makeId() }
        await store([feedback, ...read.further])
        // As it came: the client goes on with what it is given back.
        return context.json({ ...(body as object), id: feedback.metadata?.[LANGSMITH_FEEDBACK_ID] ?? feedback.id })
      },
    )

  app.post(ROUTES.langsmithFeedback, postFeedback)
  app.post(ROUTES.langsmithFeedbackApi, postFeedback)
}
