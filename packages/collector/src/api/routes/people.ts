// Forgets a person: as a job, since it may take long, and with its report as the answer where it does not.

import { type ForgetReport, type ForgetUnderWay, type Job, OPEN_ACTOR, ROUTES } from '@trimtab/contract'
import type { Hono } from 'hono'
import type { AppParts } from '../app-parts.ts'
import { ProblemError } from '../problem.ts'
import { routePath } from '../route-path.ts'
import { isEnded } from './jobs.ts'

/** Then the answer is the job, which goes on. */
const WAIT_MS_MAX = 30_000

type PeopleParts = Pick<AppParts, 'state' | 'live' | 'jobs' | 'makeId' | 'clock'>

export function forgetRoutes(app: Hono, { state, live, jobs, makeId, clock }: PeopleParts): void {
  app.delete(routePath(ROUTES.person), async function forgetPerson(context) {
    const user = context.req.param('user') ?? ''
    const actor = context.get('caller') ?? OPEN_ACTOR
    const job = await state.addJob({
      id: makeId(),
      kind: 'forget',
      request: { user, actor },
      createdAt: new Date(clock()).toISOString(),
    })
    if (job === null) throw new ProblemError('job.too_many')
    jobs.poke('job')
    const ended = await endOf(job.id, { state, live })
    if (ended === null) {
      context.header('location', ROUTES.job.replace('{id}', job.id))
      return context.json({ job: (await state.job(job.id)) ?? job } satisfies ForgetUnderWay, 202)
    }
    if (ended.state !== 'done') throw new ProblemError('internal', ended.error ?? undefined)
    const { found, ...report } = ended.result as { found: boolean } & Omit<ForgetReport, 'user'>
    if (!found) throw new ProblemError('person.not_found')
    return context.json({ user, ...report } satisfies ForgetReport)
  })
}

/** Null where it has not ended in time. */
async function endOf(id: string, { state, live }: Pick<PeopleParts, 'state' | 'live'>): Promise<Job | null> {
  const { promise, resolve } = Promise.withResolvers<null>()
  const timer = setTimeout(() => resolve(null), WAIT_MS_MAX)
  let wake = (): void => undefined
  const leave = live.follow(
    (event) => {
      if (event.id === id) wake()
    },
    () => resolve(null),
    id,
  )
  try {
    for (;;) {
      const woken = new Promise<void>((done) => {
        wake = done
      })
      const job = await state.job(id)
      if (job !== null && isEnded(job.state)) return job
      // Without a place among those who follow it asks now and then.
      const outcome = await Promise.race([promise, leave === null ? pause() : woken])
      if (outcome === null) return null
    }
  } finally {
    clearTimeout(timer)
    leave?.()
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200).unref())
}
