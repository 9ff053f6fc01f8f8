// What is done beside writing and reading, one short step after the other: counting what came, watching it for drift,
// telling people of alarms, filling what people review, jobs that they asked for, what retention says, and what the store has put off. Counting goes first, because figures are
// looked at.

import { rollUp } from '../aggregates/roll-up.ts'
import { createAlertSender } from '../alerts/alert-sender.ts'
import type { Post } from '../alerts/post.ts'
import type { Clock } from '../clock.ts'
import { createAlarmWatch } from '../drift/alarms/watch-alarms.ts'
import { createDailyLook } from '../drift/daily.ts'
import { readMarkers } from '../drift/report/markers.ts'
import { createQueueFiller } from '../reviews/filling/fill-queues.ts'
import type { Rows } from '../store/rows.ts'
import type { State } from '../store/state.ts'
import { SAID_KEPT_MS } from '../watch/count-task.ts'
import { createNewsWatcher } from '../watch/watch-news.ts'
import { claimJob, doJob } from './do-job.ts'
import type { Poke } from './job-messages.ts'
import { createRetentionKeeper } from './keep-retention.ts'

/** Of a step of upkeep, and of one of filling. */
const STEP_MS = 50
/** While a job is done, which takes turns with counting. */
const JOB_MS = 50
/** A job that takes longer than this is left to the next start. */
const SETTLE_MS_MAX = 5_000
/** Where nothing is left to do, it is looked again after so long: another process may have stored something. */
const IDLE_MS = 1_000
const DAY_MS = 86_400_000
/** Five weeks, with what is late: a reference of four weeks is matched hour by hour. */
const HOURS_KEPT_MS = 37 * DAY_MS

export interface WorkParts {
  rows: Rows
  state: State
  clock: Clock
  makeId: () => string
  /** Whoever else does jobs on the same store has another one. */
  holder: string
  onJob: (id: string) => void
  /** Told of each review queue that got something. */
  onQueue: (id: string) => void
  /** Told of each alarm that is opened. */
  onAlarm: (id: string) => void
  /** Sends alerts. */
  post: Post
  onDefect: (error: unknown) => void
}

export interface Work {
  /** One step; how long there is nothing more to do, 0 where there is more. */
  step: () => Promise<number>
  /** Something new is there. */
  poke: (poke: Poke) => void
  /** Resolves when no job is under way, or one takes too long. */
  settle: () => Promise<void>
}

export function createWork(parts: WorkParts): Work {
  const { rows, state, clock, holder, onJob, onAlarm, onDefect } = parts
  const filler = createQueueFiller(parts)
  const watcher = createNewsWatcher(parts)
  const sender = createAlertSender({
    ...parts,
    markers: async (task, stretch) => {
      const watch = await state.watch(task)
      return watch === null ? [] : readMarkers(state, watch, stretch)
    },
  })
  const daily = createDailyLook({ ...parts, isCaughtUp: watcher.isCaughtUp })
  const keeper = createRetentionKeeper(parts)
  const alarms = createAlarmWatch({
    ...parts,
    onAlarm: ({ id }) => {
      sender.poke()
      onAlarm(id)
    },
  })
  let job: Promise<void> | null = null

  async function beginJob(): Promise<boolean> {
    const claimed = await claimJob({ state, clock, holder })
    if (claimed === null) return false
    job = doJob(claimed, { rows, state, clock, holder, onJob })
      .catch(onDefect)
      .finally(() => {
        job = null
      })
    return true
  }

  /**
   * Each says whether it has more to do at once. Beside a job it is only counted, so that figures stay fresh; no queue
   * gets what is just being forgotten.
   */
  const always = [() => rollUp(rows)]
  const alone = [
    () => watcher.step(STEP_MS),
    () => filler.step(STEP_MS),
    beginJob,
    () => alarms.step(STEP_MS),
    () => daily.step(),
    () => sender.step(),
    () => keeper.step(STEP_MS),
    () => state.tidyReviews(),
    () => state.tidyWatching({ hoursMs: clock() - HOURS_KEPT_MS, saidMs: clock() - SAID_KEPT_MS }),
    () => rows.catchUp(STEP_MS),
  ]

  return {
    step: async () => {
      let isMore = false
      for (const duty of [...always, ...alone]) {
        if (job !== null && alone.includes(duty)) break
        try {
          isMore = (await duty()) || isMore
        } catch (error) {
          // The others go on: a full disk must not keep figures from being read, nor a defect the disk from being freed.
          onDefect(error)
        }
      }
      if (job !== null) return JOB_MS
      return isMore ? 0 : IDLE_MS
    },
    poke: (poke) => {
      if (poke === 'retention') keeper.poke()
      if (poke === 'queue') filler.poke()
      if (poke === 'alert') {
        alarms.poke()
        sender.poke()
      }
    },
    settle: async () => {
      await Promise.race([job, new Promise((resolve) => setTimeout(resolve, SETTLE_MS_MAX).unref())])
    },
  }
}
