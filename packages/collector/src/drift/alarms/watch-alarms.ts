// Watches over all tasks that are watched, one after the other, each once a minute. Nothing that matters is kept here: a
// restart or a second process goes on from what is stored. A look at a task with a hundred guards takes some five
// milliseconds of one core, and renewing what they are held against, once a day, two seconds in a step for each signal.

import type { Alarm } from '@trimtab/contract/drift'
import type { Clock } from '../../clock.ts'
import { type AlarmWatchState, lookAtTask } from './look-at-task.ts'
import { createWatchedShares } from './watched-shares.ts'

const LOOK_MS = 60_000

interface AlarmWatchParts {
  state: AlarmWatchState
  clock: Clock
  onAlarm: (alarm: Alarm) => void
}

export interface AlarmWatch {
  /** Looks at one task, if any is due; whether another is, or this one was not done in time. */
  step: (budgetMs: number) => Promise<boolean>
  /** Something was counted, chosen or closed: all are due. */
  poke: () => void
}

export function createAlarmWatch({ state, clock, onAlarm }: AlarmWatchParts): AlarmWatch {
  const shares = createWatchedShares(state)
  /** When each was looked at, the longest ago first. */
  const looked = new Map<string, number>()
  let listedMs: number | null = null

  function isDue(sinceMs: number | null): boolean {
    // A clock that was set back would otherwise put it off until it is where it was.
    return sinceMs === null || clock() < sinceMs || clock() - sinceMs >= LOOK_MS
  }

  async function list(): Promise<void> {
    if (!isDue(listedMs)) return
    listedMs = clock()
    const tasks = new Set(await state.watchedTasks())
    for (const task of looked.keys()) if (!tasks.has(task)) looked.delete(task)
    for (const task of tasks) if (!looked.has(task)) looked.set(task, -Infinity)
  }

  function nextDue(): string | null {
    return [...looked].find(([, atMs]) => isDue(atMs))?.[0] ?? null
  }

  return {
    step: async (budgetMs) => {
      await list()
      const task = nextDue()
      if (task === null) return false
      const startMs = clock()
      const isTimeUp = (): boolean => clock() - startMs >= budgetMs
      const opened = await lookAtTask({ state, shares, nowMs: startMs, isTimeUp }, task)
      if (opened === null) return true
      looked.delete(task)
      looked.set(task, startMs)
      for (const alarm of opened) onAlarm(alarm)
      return nextDue() !== null
    },
    poke: () => {
      listedMs = null
      for (const task of looked.keys()) looked.set(task, -Infinity)
    },
  }
}
