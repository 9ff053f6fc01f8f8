// What a queue looks at next, a page at a time: to count, the newest that is stored; to look back, all that is stored since
// the queue's beginning; to follow, what came and of what something was said since the mark.

import type { Prediction, ReviewQueue } from '@trimtab/contract'
import type { RowsReading } from '../store/rows-reading.ts'
import type { Filling } from '../store/state-reviews.ts'
import { completeHour } from './seen.ts'

/** So many show what there is of each kind; all of it is looked at later. */
export const COUNTED_MAX = 10_000

export type RowsOfQueues = Pick<RowsReading, 'news' | 'prediction' | 'predictions'>

export interface Page {
  looked: { prediction: Prediction; isFirst: boolean }[]
  /** The filling after it was looked at. */
  move: (filling: Filling) => Filling
  /** Nothing came after it yet. */
  isAll: boolean
}

interface PageOf {
  rows: RowsOfQueues
  queue: Pick<ReviewQueue, 'task' | 'since' | 'updatedAt'>
  filling: Filling
  limit: number
  nowMs: number
}

export function readPage(of: PageOf): Promise<Page> {
  return of.filling.phase === 'following' ? readNews(of) : readStored(of)
}

async function readStored({ rows, queue, filling, limit, nowMs }: PageOf): Promise<Page> {
  const { task, since, updatedAt } = queue
  // What came since the queue was made is counted when it is told as news.
  const [fromMs, toMs] =
    filling.phase === 'counting' ? [undefined, Date.parse(updatedAt)] : [Date.parse(since ?? updatedAt), undefined]
  const page = await rows.predictions({ task, fromMs, toMs, cursor: filling.cursor ?? undefined, limit })
  // Of another store, such as one that was brought back from a copy: it is gone through again from its beginning.
  if (page === null) return { looked: [], move: (now) => ({ ...now, cursor: null }), isAll: false }
  const { predictions, nextCursor } = page
  return {
    looked: predictions.map((prediction) => ({ prediction, isFirst: true })),
    isAll: false,
    move: (now) => {
      const isCut = nextCursor !== null && now.considered >= COUNTED_MAX
      if (now.phase === 'looking_back')
        return { ...now, cursor: nextCursor, phase: nextCursor === null ? 'following' : now.phase }
      if (nextCursor !== null && !isCut) return { ...now, cursor: nextCursor }
      const oldestMs = Date.parse(predictions.at(-1)?.startedAt ?? '')
      if (isCut && !Number.isNaN(oldestMs)) completeHour(now.seen, { oldestMs, nowMs })
      return { ...now, cursor: null, considered: 0, phase: since === null ? 'following' : 'looking_back' }
    },
  }
}

async function readNews({ rows, queue: { task }, filling, limit }: PageOf): Promise<Page> {
  const news = await rows.news({ task, mark: filling.mark, limit })
  const looked: Page['looked'] = []
  for (const [index, id] of news.predictions.entries()) {
    const prediction = await rows.prediction(id)
    // What is gone meanwhile can be reviewed by nobody.
    if (prediction !== null) looked.push({ prediction, isFirst: index < news.came })
  }
  return { looked, isAll: news.isAll, move: (now) => ({ ...now, mark: news.mark }) }
}
