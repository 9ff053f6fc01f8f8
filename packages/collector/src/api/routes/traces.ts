// Everything known of a trace.

import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'
import { wholeTrace } from '../trace-steps.ts'

export function traceRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'budget'>): void {
  endpoint(app, parts, 'readTrace', async ({ path }) => {
    const trace = await wholeTrace(path.id, parts.rows)
    if (trace === null) throw new ProblemError('trace.not_found', `Nothing is known of a trace with the id ${path.id}.`)
    return trace
  })
}
