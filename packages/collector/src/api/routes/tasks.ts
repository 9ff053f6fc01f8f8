// What is being monitored, and the first screen's figures.

import { ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'

export function taskRoutes(app: Hono, { rows }: Pick<AppParts, 'rows'>): void {
  app.get(ROUTES.overview, async function showOverview(context) {
    return context.json(await rows.overview())
  })

  app.get(ROUTES.tasks, async function listTasks(context) {
    const { tasks } = await rows.overview()
    return context.json({ tasks })
  })
}
