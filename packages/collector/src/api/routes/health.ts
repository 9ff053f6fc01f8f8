// Alive: the process answers. Ready: the database does.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { ProblemError } from '../problem.ts'

export function healthRoutes(app: Hono, { isReady }: Pick<AppParts, 'isReady'>): void {
  app.get(ROUTES.health, (context) => context.json({ status: 'ok' }))

  app.get(ROUTES.ready, (context) => {
    if (!isReady()) throw new ProblemError('store.unavailable')
    return context.json({ status: 'ready' })
  })
}
