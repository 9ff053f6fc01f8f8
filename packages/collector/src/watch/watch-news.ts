// Moves the watching on by a step: reads what came and what was said since, counts it for each task, and stores what was
// counted and how far that is together. Whoever moves it from where it was read does so alone; a step that is repeated
// changes nothing.

import { TASKS_WATCHED_MAX } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import type { News, RowsReading } from '../store/rows-reading.ts'
import type { Watch, WatchMove, WatchStore } from '../store/state-watch.ts'
import { openTaskCount, type TaskCount } from './count-task.ts'

/** Predictions of one step. */
const PAGE_MAX = 500
const PAGE_MIN = 20
/** Predictions that are in memory at the same time: one may be a megabyte. */
const READ_AT_ONCE = 50

export interface WatchParts {
  rows: Pick<RowsReading, 'news' | 'predictionsOf'>
  state: Pick<WatchStore, 'watching' | 'moveWatching' | 'watch' | 'watchedTasks' | 'saidCounted' | 'baseline'>
  clock: Clock
}

export interface NewsWatcher {
  /** Whether there may be more at once. Less is taken next time where it took longer than this. */
  step: (budgetMs: number) => Promise<boolean>
  /** Whether all that was stored was counted when it last looked. */
  isCaughtUp: () => boolean
}

export function createNewsWatcher({ rows, state, clock }: WatchParts): NewsWatcher {
  // Less at first: whoever died of a page must not begin with it again.
  let limit = PAGE_MIN
  let isFollowing = false

  /** Null where there is no room for another task. */
  async function openCount(task: string, watched: Set<string>): Promise<TaskCount | null> {
    if (!watched.has(task) && watched.size >= TASKS_WATCHED_MAX) return null
    watched.add(task)
    const watch = (await state.watch(task)) ?? newWatch(task)
    const baseline = await state.baseline(task)
    return openTaskCount(watch, { segmentKeys: baseline?.segments ?? [], nowMs: clock(), isFollowing })
  }

  async function countNews({ predictions: ids, came }: News): Promise<Map<string, TaskCount>> {
    const watched = new Set(await state.watchedTasks())
    const counts = new Map<string, TaskCount | null>()
    for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
      // Some may be gone, so which of them came is told by their ids.
      const cameNow = new Set(ids.slice(from, Math.min(from + READ_AT_ONCE, Math.max(came, from))))
      const read = await rows.predictionsOf(ids.slice(from, from + READ_AT_ONCE))
      for (const [task, ofTask] of Map.groupBy(read, (prediction) => prediction.task)) {
        const count = counts.has(task) ? counts.get(task) : await openCount(task, watched)
        counts.set(task, count ?? null)
        const before = await state.saidCounted(
          task,
          ofTask.map(({ id }) => id),
        )
        for (const prediction of ofTask) {
          const was = before.get(prediction.id) ?? null
          if (cameNow.has(prediction.id)) count?.came(prediction, was)
          else count?.said(prediction, was)
        }
      }
    }
    return new Map([...counts].flatMap(([task, count]) => (count === null ? [] : [[task, count]])))
  }

  return {
    step: async (budgetMs) => {
      const startedMs = clock()
      const { mark, step } = await state.watching()
      const news = await rows.news({ task: null, mark: mark ?? 'first', limit })
      if (news.mark === mark) {
        isFollowing = true
        return false
      }
      const counts = await countNews(news)
      const isMoved = await state.moveWatching(moveOf({ step, mark: news.mark, counts }))
      const isLong = clock() - startedMs > budgetMs
      limit = isLong ? Math.max(PAGE_MIN, Math.floor(limit / 2)) : Math.min(PAGE_MAX, limit * 2)
      isFollowing = news.isAll
      return !news.isAll || !isMoved
    },
    isCaughtUp: () => isFollowing,
  }
}

function moveOf({ counts, ...move }: { step: number; mark: string; counts: Map<string, TaskCount> }): WatchMove {
  const ended = [...counts].map(([task, count]) => ({ task, ...count.end() }))
  return {
    ...move,
    watches: ended.map(({ watch }) => watch),
    cells: ended.map(({ task, cells }) => ({ task, cells })),
    said: ended.map(({ task, said }) => ({ task, said })),
  }
}

function newWatch(task: string): Watch {
  return {
    task,
    signals: [],
    segments: [],
    signalsLeftOut: 0,
    vocabulary: [],
    vocabularyTexts: 0,
    lateness: [],
    delays: [],
    counted: 0,
    firstMs: 0,
    lastMs: 0,
  }
}
