// What the last whole day (UTC) had to say, found once and kept, so that what was said of a day stays what was said.

import type { Clock } from '../../clock.ts'
import type { DriftDay, WatchStore } from '../../store/state-watch.ts'
import { DAY_MS } from '../hours.ts'
import type { DriftState } from './compare-task.ts'
import { readDriftReport } from './read-drift-report.ts'

export interface DayQuestion {
  state: DriftState & Pick<WatchStore, 'driftDays' | 'saveDriftDay'>
  clock: Clock
  task: string
}

/** Looks once the day is over; null where it is kept already, or nothing is known of the task. Asked when all is counted. */
export async function keepDriftDay({ state, clock, task }: DayQuestion): Promise<DriftDay | null> {
  const toMs = Math.floor(clock() / DAY_MS) * DAY_MS
  const fromMs = toMs - DAY_MS
  const day = new Date(fromMs).toISOString().slice(0, 10)
  const [last] = await state.driftDays(task, 1)
  if (last !== undefined && last.day >= day) return null
  const report = await readDriftReport({ state, clock, isCaughtUp: true, tasks: [task], fromMs, toMs })
  if (report.tasks.length === 0) return null
  const found: DriftDay = {
    task,
    day,
    signals: report.signals.map((said) => ({
      signal: said.signal,
      aspect: said.aspect,
      state: said.state,
      estimate: said.effect?.estimate ?? null,
      qValue: said.test?.qValue ?? null,
    })),
  }
  await state.saveDriftDay(found)
  return found
}
