// Looks once at each whole day of each task when it is over and counted: what the report found is kept, and alarms whose
// signal is proven stable again are told so.

import type { Clock } from '../clock.ts'
import type { AlarmStore } from '../store/state-alarms.ts'
import { recoverAlarms } from './alarms/life.ts'
import { DAY_MS, HOUR_MS } from './hours.ts'
import { type DayQuestion, keepDriftDay } from './report/drift-day.ts'

/** After midnight (UTC), for what comes late. */
const AFTER_MS: number = HOUR_MS
/** A task that is new, or was counted late, is come to within so long. */
const AGAIN_MS: number = HOUR_MS

export interface DailyParts {
  state: DayQuestion['state'] & Pick<AlarmStore, 'alarms' | 'changeAlarm'>
  clock: Clock
  isCaughtUp: () => boolean
  /** Told of each alarm that got something. */
  onAlarm: (id: string) => void
}

export interface DailyLook {
  /** Looks at one task; whether it found anything new. */
  step: () => Promise<boolean>
}

export function createDailyLook({ state, clock, isCaughtUp, onAlarm }: DailyParts): DailyLook {
  /** When each was looked at. */
  const looked = new Map<string, number>()

  function isDue(task: string, nowMs: number): boolean {
    const atMs = looked.get(task)
    return atMs === undefined || nowMs < atMs || nowMs - atMs >= AGAIN_MS
  }

  return {
    step: async () => {
      const nowMs = clock()
      if (!isCaughtUp() || nowMs % DAY_MS < AFTER_MS) return false
      const task = (await state.watchedTasks()).find((each) => isDue(each, nowMs))
      if (task === undefined) return false
      looked.set(task, nowMs)
      const found = await keepDriftDay({ state, clock, task })
      if (found === null) return true
      for (const id of await recoverAlarms({ state, clock, day: found })) onAlarm(id)
      return true
    },
  }
}
