// The queue of jobs on SQLite. Whatever depends on what a row says is asked and written in one statement or in one
// transaction that holds the write lock from its start, so two processes never have the same job.

import type { Job } from '@trimtab/contract'
import { and, asc, count, desc, eq, gt, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { JOBS_ENDED_MAX, JOBS_QUEUED_MAX, type JobEnd, type State } from '../state.ts'
import type { Connection } from './connection.ts'
import { job } from './schema/state.ts'
import { fromTextOrNull, toText } from './stored-text.ts'

/** As the index over open jobs says it: with a parameter in its place the index would not be found. */
const IS_OPEN = sql`state IN ('queued', 'running')`

export function jobTable(
  db: Connection,
): Pick<State, 'addJob' | 'job' | 'jobs' | 'claimJob' | 'moveJob' | 'endJob' | 'cancelJob'> {
  return {
    addJob: async (asked) =>
      db.transaction(
        () => {
          const waiting = db
            .select({ jobs: count() })
            .from(job)
            .where(and(IS_OPEN, eq(job.state, 'queued')))
            .get()
          if ((waiting?.jobs ?? 0) >= JOBS_QUEUED_MAX) return null
          return read(
            db
              .insert(job)
              .values({ ...asked, state: 'queued', done: 0 })
              .returning()
              .get(),
          )
        },
        { behavior: 'immediate' },
      ),

    job: async (id) => {
      const row = db.select().from(job).where(eq(job.id, id)).get()
      return row === undefined ? null : read(row)
    },

    jobs: async (limit) => db.select().from(job).orderBy(desc(job.sequence)).limit(limit).all().map(read),

    claimJob: async (claim) => {
      // It is asked for all the time, and there is mostly none: that takes no lock.
      if (findFree(db, claim) === null) return null
      return db.transaction(() => claimFree(db, claim), { behavior: 'immediate' })
    },

    moveJob: async ({ id, holder, now, done, total }) =>
      db.update(job).set({ heardAt: now, done, total }).where(isHeldBy(id, holder)).run().changes > 0,

    endJob: async (end) =>
      db.transaction(
        () => {
          const { changes } = db.update(job).set(endingOf(end)).where(isHeldBy(end.id, end.holder)).run()
          if (changes > 0) forgetOldEnded(db)
          return changes > 0
        },
        { behavior: 'immediate' },
      ),

    cancelJob: async (id, now) =>
      db.transaction(
        () => {
          const { changes } = db
            .update(job)
            .set({ ...ENDED, state: 'cancelled', endedAt: now })
            .where(and(eq(job.id, id), IS_OPEN))
            .run()
          if (changes > 0) forgetOldEnded(db)
          return changes > 0
        },
        { behavior: 'immediate' },
      ),
  }
}

/** What was asked may name a person, and is of no use once it is done. */
const ENDED = { request: {}, holder: null, heardAt: null }

type Claim = Parameters<State['claimJob']>[0]

function findFree(db: Connection, { heardBefore, now }: Claim): typeof job.$inferSelect | null {
  // Whoever was heard of as much later than now had a clock that was set right since.
  const silenceMs = Date.parse(now) - Date.parse(heardBefore)
  const heardAfter = new Date(Date.parse(now) + silenceMs).toISOString()
  const isFree = or(eq(job.state, 'queued'), lt(job.heardAt, heardBefore), gt(job.heardAt, heardAfter))
  return db.select().from(job).where(and(IS_OPEN, isFree)).orderBy(asc(job.sequence)).limit(1).get() ?? null
}

function claimFree(db: Connection, claim: Claim): Awaited<ReturnType<State['claimJob']>> {
  const { holder, now } = claim
  const free = findFree(db, claim)
  if (free === null) return null
  const [taken] = db
    .update(job)
    .set({ state: 'running', holder: toText(holder), heardAt: now, startedAt: free.startedAt ?? now })
    .where(eq(job.sequence, free.sequence))
    .returning()
    .all()
  return taken === undefined ? null : { job: read(taken), request: taken.request }
}

/** Only what runs has a holder. */
function isHeldBy(id: string, holder: string) {
  return and(eq(job.id, id), eq(job.holder, toText(holder)))
}

function endingOf(end: JobEnd): Partial<typeof job.$inferInsert> {
  const ending = { ...ENDED, state: end.state, endedAt: end.now }
  return end.state === 'done' ? { ...ending, result: end.result } : { ...ending, error: toText(end.error) }
}

function forgetOldEnded(db: Connection): void {
  const old = db
    .select({ sequence: job.sequence })
    .from(job)
    .where(isNotNull(job.endedAt))
    .orderBy(desc(job.endedAt), desc(job.sequence))
    .limit(JOBS_ENDED_MAX)
    .offset(JOBS_ENDED_MAX)
  db.delete(job).where(inArray(job.sequence, old)).run()
}

function read({ id, kind, state, done, total, error, result, ...times }: typeof job.$inferSelect): Job {
  const { createdAt, startedAt, endedAt } = times
  return { id, kind, state, done, total, error: fromTextOrNull(error), result, createdAt, startedAt, endedAt }
}
