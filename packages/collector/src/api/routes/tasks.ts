// What is being monitored, and the first screen's figures.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import { readOverview } from '../../aggregates/overview.ts'
import type { AppParts } from '../app-parts.ts'

export function taskRoutes(app: Hono, { rows, clock }: Pick<AppParts, 'rows' | 'clock'>): void {
  app.get(ROUTES.overview, async function showOverview(context) {
    return context.json(await readOverview(rows, clock()))
  })

  app.get(ROUTES.tasks, async function listTasks(context) {
    const { tasks } = await readOverview(rows, clock())
    return context.json({ tasks })
  })
}
