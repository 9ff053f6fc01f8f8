// Alive: the process answers. Ready: the database does.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { answerProblem, ProblemError } from '../problem.ts'

export function healthRoutes(app: Hono, { isReady }: Pick<AppParts, 'isReady'>): void {
  app.get(ROUTES.health, (context) => context.json({ status: 'ok' }))

  app.get(ROUTES.ready, (context) => {
    // Whoever asks is told; why it is so was logged when it came about.
    if (!isReady()) return answerProblem(context, new ProblemError('store.unavailable'))
    return context.json({ status: 'ready' })
  })
}
