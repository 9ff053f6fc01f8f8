// Figures over many predictions: the first screen, the tasks, series over time, and what there is to choose from.

import type { Hono } from 'hono'
import { readFacets } from '../../aggregates/facets.ts'
import { readOverview } from '../../aggregates/overview.ts'
import { readSeries } from '../../aggregates/series.ts'
import type { AppParts } from '../app-parts.ts'
import { askedTime } from '../asked-time.ts'
import { endpoint } from '../endpoint.ts'
import { ProblemError } from '../problem.ts'

const WEEK_MS = 7 * 24 * 3_600_000

export function figureRoutes(app: Hono, parts: Pick<AppParts, 'rows' | 'clock' | 'budget'>): void {
  const { rows, clock } = parts
  endpoint(app, parts, 'readOverview', () => readOverview(rows, clock()))

  endpoint(app, parts, 'listTasks', async () => {
    const { tasks, isWhole } = await readOverview(rows, clock())
    return { tasks, isWhole }
  })

  endpoint(app, parts, 'readSeries', async ({ query }) => {
    const { from, to, by = null, ...rest } = query
    const series = await readSeries(rows, {
      ...rest,
      by,
      ...askedTime({ from, to }, { nowMs: clock(), spanMs: WEEK_MS }),
    })
    if (series === null)
      throw new ProblemError('request.invalid', 'The query does not have the right shape.', {
        errors: [{ pointer: '/from', message: 'has too many steps up to `to`; ask for days, or for less' }],
      })
    return series
  })

  endpoint(app, parts, 'readFacets', ({ query }) => readFacets(rows, query.task ?? null))
}
