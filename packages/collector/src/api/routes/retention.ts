// How long what is kept. The thread that removes is told, and reads it by itself.

import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { changedBy } from '../changed-by.ts'
import { endpoint } from '../endpoint.ts'

type RetentionParts = Pick<AppParts, 'state' | 'clock' | 'jobs' | 'budget'>

export function retentionRoutes(app: Hono, parts: RetentionParts): void {
  const { state, clock, jobs } = parts

  endpoint(app, parts, 'readRetention', () => state.retention())

  endpoint(app, parts, 'saveRetention', async ({ body, caller }) => {
    if (await state.saveRetention(body, changedBy(caller, clock))) jobs.poke('retention')
    return state.retention()
  })
}
