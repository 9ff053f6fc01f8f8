// What a queue looks at next, a page at a time: to count, the newest that is stored; to look back, all that is stored
// since the queue's beginning; to follow, what came and of what something was said since the mark.

import type { Prediction, ReviewQueue } from '@trimtab/contract'
import { figuresOf } from '../../aggregates/figures.ts'
import { CELL_MS } from '../../store/rows-folding.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { Filling } from '../../store/state-reviews.ts'
import { mayBePicked } from './may-be-picked.ts'
import { spreadSeen } from './seen.ts'

/** So many show what there is of each kind; all of it is looked at later. */
const COUNTED_MAX = 10_000

/** Read at once: of long ones few are held together. */
const READ_AT_ONCE = 25

export type RowsOfQueues = Pick<RowsReading, 'news' | 'predictions' | 'predictionsOf' | 'sums'>

export interface Page {
  looked: { prediction: Prediction; isFirst: boolean }[]
  /** So many of the task came that could not be picked, and were not read. */
  passed: number
  /** The filling after it was looked at. */
  move: (filling: Filling) => Filling
  /** Nothing came after it yet. */
  isAll: boolean
}

interface PageOf {
  rows: RowsOfQueues
  queue: Pick<ReviewQueue, 'id' | 'task' | 'rules' | 'perDay' | 'since' | 'createdAt' | 'updatedAt'>
  filling: Filling
  limit: number
}

export function readPage(of: PageOf): Promise<Page> {
  return of.filling.phase === 'following' ? readNews(of) : readStored(of)
}

async function readStored({ rows, queue, filling, limit }: PageOf): Promise<Page> {
  const { task, since, updatedAt } = queue
  // What came since the queue was made is counted when it is told as news.
  const [fromMs, toMs] =
    filling.phase === 'counting' ? [undefined, Date.parse(updatedAt)] : [Date.parse(since ?? updatedAt), undefined]
  const page = await rows.predictions({ task, fromMs, toMs, cursor: filling.cursor ?? undefined, limit })
  // Of another store, such as one that was brought back from a copy: it is gone through again from its beginning.
  if (page === null) return { looked: [], passed: 0, move: (now) => ({ ...now, cursor: null }), isAll: false }
  const { predictions, nextCursor } = page
  const looked = predictions.map((prediction) => ({ prediction, isFirst: true }))
  const isLast = nextCursor === null
  if (filling.phase === 'looking_back')
    return {
      looked,
      passed: 0,
      isAll: false,
      move: (now) => ({ ...now, cursor: nextCursor, phase: isLast ? 'following' : now.phase }),
    }
  const isCut = !isLast && filling.considered + predictions.length >= COUNTED_MAX
  const byHour = isCut ? await readHours(rows, task, toMs) : null
  return {
    looked,
    passed: 0,
    isAll: false,
    move: (now) => {
      if (!isLast && !isCut) return { ...now, cursor: nextCursor }
      const seen = byHour === null ? now.seen : spreadSeen(now.seen, { byHour, counted: now.considered })
      return { ...now, seen, cursor: null, considered: 0, phase: since === null ? 'following' : 'looking_back' }
    },
  }
}

/** How many predictions each hour of the last day brought in which any came. */
async function readHours(rows: RowsOfQueues, task: string, toMs: number | undefined): Promise<Map<number, number>> {
  const [newest] = (await rows.predictions({ task, toMs, limit: 1 }))?.predictions ?? []
  const endMs = newest === undefined ? 0 : Date.parse(newest.startedAt)
  const { sums } = await rows.sums({
    level: 'hour',
    tasks: [task],
    fromMs: endMs - CELL_MS.day,
    toMs: endMs + 1,
    byTime: true,
  })
  return new Map(sums.map(({ startMs, tally }) => [startMs, figuresOf(tally).predictions]))
}

/**
 * Two things are no news, or rates would be wrong. What this queue's reviewers say is only said of what was picked, and
 * would be looked at again, with a share that may have grown since, where all the others are not. And of what is older
 * than the queue only that would come in of which somebody still speaks.
 */
async function readNews({ rows, queue, filling, limit }: PageOf): Promise<Page> {
  const { task, since, createdAt } = queue
  const news = await rows.news({ task, mark: filling.mark, limit, notOfQueue: queue.id })
  const came = new Set(news.predictions.slice(0, news.came))
  const read = news.predictions.filter((id) => mayBePicked(queue, id))
  const passed = came.size - read.filter((id) => came.has(id)).length
  const looked: Page['looked'] = []
  for (let from = 0; from < read.length; from += READ_AT_ONCE) {
    // What is gone meanwhile can be reviewed by nobody.
    const predictions = await rows.predictionsOf(read.slice(from, from + READ_AT_ONCE))
    for (const prediction of predictions)
      if (prediction.startedAt >= (since ?? createdAt)) looked.push({ prediction, isFirst: came.has(prediction.id) })
  }
  return {
    looked,
    passed,
    isAll: news.isAll,
    move: (now) => ({ ...now, mark: news.mark, considered: now.considered + passed }),
  }
}
