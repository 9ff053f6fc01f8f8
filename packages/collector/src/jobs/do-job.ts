// One job that somebody asked for: taken, done while others can see how far it is, and ended. A collector that dies over
// one leaves it to the next that starts.

import type { JobKind, JsonObject } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { Refusal } from '../refusal.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { forgetPerson } from './forget.ts'
import { rebuildAggregates, rebuildSearch } from './rebuild.ts'

/** A holder that has not been heard of for so long is gone. */
const SILENCE_MS_MAX = 60_000

interface DoJobParts {
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

const DO: { readonly [kind in JobKind]: (run: JobRun) => Promise<JsonObject> } = {
  forget: async ({ rows, state, request, at, onProgress }) => {
    const { user, actor } = request as { user: string; actor: string }
    const report = await forgetPerson({ rows, state, user, actor, at, onProgress })
    if (report === null) return { found: false }
    // What a job leaves behind says nothing of whom it was about.
    const { user: _, ...rest } = report
    return { found: true, ...rest }
  },
  'rebuild-aggregates': async ({ rows, onProgress }) => rebuildAggregates(rows, onProgress),
  'rebuild-search': async ({ rows, onProgress }) => rebuildSearch(rows, onProgress),
}

/** False where there was none to do. */
export async function doJob({ rows, state, clock, holder, onJob }: DoJobParts): Promise<boolean> {
  const claimed = await state.claimJob({
    holder,
    now: new Date(clock()).toISOString(),
    heardBefore: new Date(clock() - SILENCE_MS_MAX).toISOString(),
  })
  if (claimed === null) return false
  const { job, request } = claimed
  const now = (): string => new Date(clock()).toISOString()
  onJob(job.id)
  const onProgress = (done: number, total: number | null): void => {
    void state.moveJob({ id: job.id, holder, now: now(), done, total })
    onJob(job.id)
  }
  const end = { id: job.id, holder }
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
  return true
}
