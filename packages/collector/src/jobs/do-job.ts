// One job that somebody asked for: taken, done while others can see how far it is, and ended. A collector that dies over
// one leaves it to the next that starts.

import type { JobKind, JsonObject } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { forgetPerson } from './forget.ts'

/** A holder that has not been heard of for so long is gone. */
const SILENCE_MS_MAX = 60_000

interface JobParts {
  rows: Rows
  state: State
  clock: Clock
  holder: string
  onJob: (id: string) => void
}

interface JobRun {
  rows: Rows
  state: State
  request: JsonObject
  at: string
  onProgress: (done: number, total: number | null) => void
}

type Claimed = NonNullable<Awaited<ReturnType<State['claimJob']>>>

const DO: { readonly [kind in JobKind]: (run: JobRun) => Promise<JsonObject> } = {
  forget: async ({ rows, state, request, at, onProgress }) => {
    const { user, actor } = request as { user: string; actor: string }
    const report = await forgetPerson({ rows, state, user, actor, at, onProgress })
    if (report === null) return { found: false }
    // What a job leaves behind says nothing of whom it was about.
    const { user: _, ...rest } = report
    return { found: true, ...rest }
  },
}

/** Null where there is none to do. */
export function claimJob({ state, clock, holder }: Pick<JobParts, 'state' | 'clock' | 'holder'>) {
  return state.claimJob({
    holder,
    now: new Date(clock()).toISOString(),
    heardBefore: new Date(clock() - SILENCE_MS_MAX).toISOString(),
  })
}

export async function doJob({ job, request }: Claimed, parts: JobParts): Promise<void> {
  const { rows, state, clock, holder, onJob } = parts
  const now = (): string => new Date(clock()).toISOString()
  const end = { id: job.id, holder }
  /** Why it may not go on: somebody else has it now, or how far it is could not be said. */
  let stopped: Error | null = null
  const sayHowFar = async (done: number, total: number | null): Promise<void> => {
    try {
      const isMine = await state.moveJob({ ...end, now: now(), done, total })
      if (!isMine) stopped = new Refusal('job.lost', 'The job was taken by somebody else.')
    } catch (error) {
      stopped = error instanceof Error ? error : new Error(String(error))
    }
  }
  const onProgress = (done: number, total: number | null): void => {
    if (stopped !== null) throw stopped
    void sayHowFar(done, total)
    onJob(job.id)
  }
  onJob(job.id)
  try {
    const result = await DO[job.kind]({ rows, state, request, at: now(), onProgress })
    await state.endJob({ ...end, now: now(), state: 'done', result })
  } catch (error) {
    const sentence = Refusal.is(error) ? error.message : 'The collector failed over it; its log says why.'
    await state.endJob({ ...end, now: now(), state: 'failed', error: sentence })
    if (!Refusal.is(error)) throw error
  } finally {
    onJob(job.id)
  }
}
