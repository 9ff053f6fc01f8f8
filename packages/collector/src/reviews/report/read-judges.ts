// What judges said of a queue's predictions: of all of them out of the sums, and of reviewed ones out of their feedback.

import type { JudgedRate, ReviewQueue } from '@trimtab/contract'
import { ratingsIn } from '../../aggregates/signals/ratings.ts'
import { fittingStep, wholeSteps } from '../../aggregates/whole-steps.ts'
import { ratingsOf } from '../../feedback/ratings.ts'
import { createRandom } from '../../statistics/random.ts'
import type { RowsReading } from '../../store/rows-reading.ts'
import { judgedRate, type ReadItem } from './judges.ts'
import type { Stratum } from './rates.ts'
import type { ReviewedItem } from './reviewed-items.ts'

/** Each is read with all that was said of it. They are taken by chance, so rates stay fair. */
const PREDICTIONS_READ_MAX = 1_000
const READ_AT_ONCE = 50
/** Those that judged the most. */
const JUDGES_MAX = 12

export interface JudgesRequest {
  rows: Pick<RowsReading, 'sums' | 'prediction'>
  queue: ReviewQueue
  items: readonly ReviewedItem[]
  strata: readonly Stratum[]
  nowMs: number
}

/**
 * The sums are of all predictions of the task since the queue looks: they speak of the same as its reviews only where one
 * of its rules fits them all. Null where none does and there is a judge.
 */
export async function readJudges({ rows, queue, items, strata, nowMs }: JudgesRequest): Promise<JudgedRate[] | null> {
  const time = { fromMs: Date.parse(queue.since ?? queue.createdAt), toMs: nowMs }
  const level = fittingStep(time)
  const { sums } = await rows.sums({ level, tasks: [queue.task], ...wholeSteps(level, time) })
  // Nothing is told apart: there is one or none.
  const judges = sums
    .flatMap(({ tally }) => [...ratingsIn(tally).judges])
    .map(([judge, ofJudge]) => ({ judge, ...ofJudge }))
  if (judges.length === 0) return []
  if (!queue.rules.some(({ reason }) => reason === 'random')) return null
  const read = await readItems(rows, items)
  return judges
    .toSorted((left, right) => right.alone.count + right.both.count - left.alone.count - left.both.count)
    .slice(0, JUDGES_MAX)
    .flatMap((judge) => judgedRate(judge, { items: read, strata, fields: queue.fields }) ?? [])
}

async function readItems(rows: Pick<RowsReading, 'prediction'>, items: readonly ReviewedItem[]): Promise<ReadItem[]> {
  const taken = takeByChance(items.filter(({ facts }) => facts.inclusionProbability !== null))
  const read: ReadItem[] = []
  for (let start = 0; start < taken.length; start += READ_AT_ONCE) {
    const some = taken.slice(start, start + READ_AT_ONCE)
    const predictions = await Promise.all(some.map(({ facts }) => rows.prediction(facts.prediction)))
    for (const [index, item] of some.entries()) {
      const prediction = predictions[index]
      if (!prediction) continue
      const scores = new Map(ratingsOf(prediction.feedback).judges.map(({ judge, score }) => [judge, score]))
      read.push({ ...item, scores })
    }
  }
  return read
}

/** The same ones as long as there are as many. */
function takeByChance(items: readonly ReviewedItem[]): ReviewedItem[] {
  if (items.length <= PREDICTIONS_READ_MAX) return [...items]
  const random = createRandom(items.length)
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((left, right) => left.place - right.place)
    .slice(0, PREDICTIONS_READ_MAX)
    .map(({ item }) => item)
}
