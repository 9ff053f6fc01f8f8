// Alive: the process answers. Ready: the database does.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { orUnavailable } from '../store-failure.ts'

export function healthRoutes(app: Hono, { rows }: Pick<AppParts, 'rows'>): void {
  app.get(ROUTES.health, (context) => context.json({ status: 'ok' }))

  app.get(ROUTES.ready, async function showReadiness(context) {
    await orUnavailable(rows.predictions({ limit: 1 }))
    return context.json({ status: 'ready' })
  })
}
