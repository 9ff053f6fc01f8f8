// Feedback whose prediction has not arrived: a key that is spelled otherwise, or an app that is not there yet.

import { PAGE_ITEMS_DEFAULT } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

export function waitingFeedbackRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'budget'>): void {
  endpoint(app, parts, 'listWaitingFeedback', async ({ query }) => {
    const page = await parts.rows.waitingFeedback({ ...query, limit: query.limit ?? PAGE_ITEMS_DEFAULT })
    if (page === null) throw new ProblemError('query.cursor')
    return page
  })
}
