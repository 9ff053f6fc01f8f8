// Anything long: how far it is, and how it ended.

import { type Job, ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { endpoint } from '../endpoint.ts'
import { answerEvents } from '../live/event-stream.ts'
import { ProblemError } from '../problem.ts'
import { routePath } from '../route-path.ts'

const JOBS_SHOWN = 50

type JobParts = Pick<AppParts, 'state' | 'live' | 'budget'>

export function jobRoutes(app: Hono, parts: JobParts): void {
  const { state } = parts
  endpoint(app, parts, 'listJobs', async () => ({ jobs: await state.jobs(JOBS_SHOWN) }))
  endpoint(app, parts, 'readJob', ({ path }) => findJob(state, path.id))
}

export function jobEventRoutes(app: Hono, { state, live }: JobParts): void {
  app.get(routePath(ROUTES.jobEvents), async function followJob(context) {
    const id = context.req.param('id') ?? ''
    const toEvent = (job: Job) => ({ event: 'job', ...job })
    return answerEvents(context, {
      live,
      first: toEvent(await findJob(state, id)),
      dataOf: async (event) => {
        const job = event.event === 'job' && event.id === id ? await state.job(id) : null
        return job === null ? null : toEvent(job)
      },
      isLast: ({ state: now }) => isEnded(now),
    })
  })
}

export function isEnded(state: Job['state']): boolean {
  return state !== 'queued' && state !== 'running'
}

async function findJob(state: AppParts['state'], id: string): Promise<Job> {
  const job = await state.job(id)
  if (job === null) throw new ProblemError('job.not_found', `No job has the id ${id}.`)
  return job
}
