// How good a task is, as users, reviewers and judges say, and what the reviews of a queue add up to.

import type { Hono } from 'hono'
import { readQuality } from '../../aggregates/quality.ts'
import { readReviewReport } from '../../reviews/report/read-report.ts'
import type { AppParts } from '../app-parts.ts'
import { askedTime } from '../asked-time.ts'
import { endpoint } from '../endpoint.ts'
import { findQueue } from './review-queues.ts'

/** Few rate: what is said in a week says little. */
const SPAN_MS = 30 * 24 * 3_600_000

export function qualityRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'state' | 'clock' | 'budget'>): void {
  const { rows, state, clock } = parts
  endpoint(app, parts, 'readQuality', ({ query: { from, to, by = null, ...rest } }) =>
    readQuality(rows, { ...rest, by, ...askedTime({ from, to }, { nowMs: clock(), spanMs: SPAN_MS }) }),
  )

  endpoint(app, parts, 'readReviewReport', async ({ path: { id } }) =>
    readReviewReport({ state, rows, queue: await findQueue(state, id), nowMs: clock() }),
  )
}
