// The laws of the queue of jobs, whatever engine keeps the state. What holders may do to each other is said once, as a
// model in plain variables, and every engine has to do as the model does, whatever happens in whatever order.
import type { Job } from '@trimtab/contract'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJobModel, jobMoves, runMove } from './fixtures/job-model.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import { JOBS_ENDED_MAX, JOBS_QUEUED_MAX, type State } from './state.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 10, 21, 10) + second * 1_000).toISOString()

const jobOf = (id: string, second = 0) => ({
  id,
  kind: 'forget' as const,
  request: { asked: id },
  createdAt: at(second),
})

/** Everybody who was heard of in the last ten seconds is alive. */
const claimOf = (holder: string, second: number) => ({ holder, now: at(second), heardBefore: at(second - 10) })

export function testJobs(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a job in ${engine}`, () => {
    const queued: Job = {
      id: 'a',
      kind: 'forget',
      state: 'queued',
      done: 0,
      total: null,
      error: null,
      result: null,
      createdAt: at(0),
      startedAt: null,
      endedAt: null,
    }

    it('waits, is taken with what was asked, goes on and ends with what came of it', async () => {
      expect(await state.addJob(jobOf('a'))).toEqual(queued)
      const running: Job = { ...queued, state: 'running', startedAt: at(1) }
      expect(await state.claimJob(claimOf('one', 1))).toEqual({ job: running, request: { asked: 'a' } })
      expect(await state.moveJob({ id: 'a', holder: 'one', now: at(2), done: 3, total: 8 })).toBe(true)
      expect(await state.job('a')).toEqual({ ...running, done: 3, total: 8 })
      const end = { id: 'a', holder: 'one', now: at(3), state: 'done' as const, result: { half: '\ud83d' } }
      expect(await state.endJob(end)).toBe(true)
      const done = { ...running, state: 'done', done: 3, total: 8, result: { half: '\ud83d' }, endedAt: at(3) }
      expect(await state.job('a')).toEqual(done)
      expect(await state.jobs(10)).toEqual([done])
    })

    it('that failed says why, in whatever letters', async () => {
      await state.addJob(jobOf('a'))
      await state.claimJob(claimOf('one', 1))
      const error = 'half \ud83d of a pair \u0000'
      expect(await state.endJob({ id: 'a', holder: 'one', now: at(2), state: 'failed', error })).toBe(true)
      expect(await state.job('a')).toMatchObject({ state: 'failed', error, result: null })
    })

    it('is one of its id', async () => {
      await state.addJob(jobOf('a'))
      await expect(state.addJob(jobOf('a'))).rejects.toThrow(/./)
      expect(await state.jobs(10)).toHaveLength(1)
      expect(await state.job('b')).toBeNull()
    })

    it('is had by one of those who ask at the same moment', async () => {
      await state.addJob(jobOf('a'))
      await state.addJob(jobOf('b'))
      const claimed = await Promise.all(['1', '2', '3', '4'].map((holder) => state.claimJob(claimOf(holder, 1))))
      expect(claimed.map((one) => one?.job.id ?? null)).toEqual(['a', 'b', null, null])
    })

    it('is taken over from a holder that fell silent, who has no more say in it', async () => {
      await state.addJob(jobOf('a'))
      await state.claimJob(claimOf('one', 0))
      await state.moveJob({ id: 'a', holder: 'one', now: at(5), done: 1, total: 2 })
      expect(await state.claimJob(claimOf('two', 15))).toBeNull()
      const taken = await state.claimJob(claimOf('two', 16))
      expect(taken).toMatchObject({ job: { id: 'a', startedAt: at(0), done: 1 }, request: { asked: 'a' } })
      expect(await state.moveJob({ id: 'a', holder: 'one', now: at(17), done: 2, total: 2 })).toBe(false)
      expect(await state.endJob({ id: 'a', holder: 'one', now: at(17), state: 'done', result: {} })).toBe(false)
      expect(await state.job('a')).toMatchObject({ state: 'running', done: 1, endedAt: null })
      expect(await state.endJob({ id: 'a', holder: 'two', now: at(18), state: 'done', result: {} })).toBe(true)
    })

    it('that was cancelled stays so, whether it waited or ran', async () => {
      await state.addJob(jobOf('a'))
      await state.addJob(jobOf('b'))
      await state.claimJob(claimOf('one', 1))
      expect(await state.cancelJob('a', at(2))).toBe(true)
      expect(await state.cancelJob('b', at(2))).toBe(true)
      expect(await state.cancelJob('b', at(3))).toBe(false)
      expect(await state.cancelJob('c', at(3))).toBe(false)
      expect(await state.moveJob({ id: 'a', holder: 'one', now: at(3), done: 1, total: 1 })).toBe(false)
      expect(await state.endJob({ id: 'a', holder: 'one', now: at(3), state: 'done', result: {} })).toBe(false)
      expect(await state.claimJob(claimOf('two', 99))).toBeNull()
      const ended = (await state.jobs(10)).map(({ state: now, endedAt }) => [now, endedAt])
      expect(ended).toEqual([
        ['cancelled', at(2)],
        ['cancelled', at(2)],
      ])
    })
  })

  describe(`the jobs in ${engine}`, () => {
    it('are taken in the order they were asked for, whatever the clock said, and listed newest first', async () => {
      await state.addJob(jobOf('a', 9))
      await state.addJob(jobOf('b', 0))
      await state.addJob(jobOf('c', 5))
      expect((await state.jobs(2)).map(({ id }) => id)).toEqual(['c', 'b'])
      const taken: (string | undefined)[] = []
      for (let count = 0; count < 4; count++) taken.push((await state.claimJob(claimOf('one', 10)))?.job.id)
      expect(taken).toEqual(['a', 'b', 'c', undefined])
    })

    it('wait up to a number, and one that starts makes room', async () => {
      for (let count = 0; count < JOBS_QUEUED_MAX; count++) await state.addJob(jobOf(`${count}`))
      expect(await state.addJob(jobOf('more'))).toBeNull()
      expect(await state.job('more')).toBeNull()
      await state.claimJob(claimOf('one', 1))
      expect(await state.addJob(jobOf('more'))).toMatchObject({ id: 'more', state: 'queued' })
    })

    it('that ended are remembered up to a number, those that ended last', { timeout: 60_000 }, async () => {
      await state.addJob(jobOf('slow'))
      await state.claimJob(claimOf('one', 0))
      for (let count = 1; count <= JOBS_ENDED_MAX; count++) {
        await state.addJob(jobOf(`${count}`))
        await state.cancelJob(`${count}`, at(count))
      }
      await state.addJob(jobOf('waiting'))
      await state.endJob({ id: 'slow', holder: 'one', now: at(JOBS_ENDED_MAX + 1), state: 'done', result: {} })
      expect(await state.jobs(2 * JOBS_ENDED_MAX)).toHaveLength(JOBS_ENDED_MAX + 1)
      expect(await state.job('1')).toBeNull()
      expect(await state.job('2')).toMatchObject({ state: 'cancelled' })
      expect(await state.job('slow')).toMatchObject({ state: 'done' })
      expect(await state.job('waiting')).toMatchObject({ state: 'queued' })
    })

    it('do as the model does, whatever holders, silence and cancelling come together', async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(jobMoves, async (moves) => {
          round += 1
          const model = createJobModel(`round ${round} `)
          for (const next of moves) {
            const { expected, found } = await runMove(state, model, next)
            expect(found).toEqual(expected)
          }
          for (const known of model.jobs()) {
            expect(await state.job(known.id)).toEqual(known)
            // The next round begins with none that are open.
            await state.cancelJob(known.id, at(0))
          }
        }),
        { numRuns: 60 },
      )
    })
  })
}
