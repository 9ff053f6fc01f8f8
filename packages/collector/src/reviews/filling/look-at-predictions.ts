// Looks at predictions for a queue: which rules fit each, whether it is picked, and what of it the queue remembers.

import type { Prediction, ReviewQueue } from '@trimtab/contract'
import type { RowsReading } from '../../store/rows-reading.ts'
import type { Filling, NewReviewItem } from '../../store/state-reviews.ts'
import { asUnreviewed } from '../deciding/own-words.ts'
import { openCategories } from './categories.ts'
import { chancesOf, reviewersWanted } from './chance.ts'
import { type Fits, openCount } from './count-fits.ts'
import type { Counted } from './counted.ts'
import { draw } from './draw.ts'
import { isOtherAnswer } from './rules/disagreement.ts'
import type { Around } from './rules/rule.ts'
import { fitRules } from './rules/rules.ts'

/** Answers to one business key that are compared with each other. */
const ANSWERS_OF_KEY_MAX = 20

interface LookParts {
  queue: ReviewQueue
  filling: Filling
  rows: Pick<RowsReading, 'predictions'>
  deviations: readonly number[]
  counted: Counted
  makeId: () => string
  nowMs: number
}

export interface Look {
  /** isFirst: it was not looked at before. */
  at: (prediction: Prediction, isFirst: boolean) => Promise<void>
  /** What was picked, each prediction once, and how far the filling is then. */
  end: () => { items: NewReviewItem[]; filling: Filling }
}

export function openLook({ queue, filling: before, rows, deviations, counted, makeId, nowMs }: LookParts): Look {
  const filling: Filling = structuredClone(before)
  const { rules } = queue
  const isOfNews = filling.phase === 'following'
  const categories = openCategories(filling.categories, queue.id)
  // What is stored already is how it always was: nothing in it is new.
  const around: Around = {
    categories: isOfNews ? categories : { ...categories, newIn: () => [] },
    answersOfOthers: readAnswersOfOthers(rows),
  }
  const isWatchful = rules.some(({ reason }) => reason === 'new_category')
  const fit = (prediction: Prediction): Promise<Fits> => fitRules(prediction, rules, around)
  const count = openCount({ queue, filling, deviations, counted, fit, nowMs })
  const items = new Map<string, NewReviewItem>()

  function pick(prediction: Prediction, fits: Fits): void {
    const chances = chancesOf(queue.id, prediction.id)
    const drawn = draw({ chance: chances.pick, rules, fits, shares: filling.shares })
    const there = items.get(prediction.id)
    if (drawn === null || (there?.probability ?? 0) >= drawn.probability) return
    items.set(prediction.id, {
      id: there?.id ?? makeId(),
      prediction: prediction.id,
      ...drawn,
      reviewersWanted: reviewersWanted(queue, chances.overlap),
    })
  }

  async function lookAt(stored: Prediction, isFirst: boolean): Promise<void> {
    if (isFirst) filling.considered += 1
    if (!hasAnswer(stored)) return
    const prediction = asUnreviewed(stored, queue.id)
    const fits = await fit(prediction)
    if (filling.phase !== 'counting') pick(prediction, fits)
    await count(prediction, fits, isFirst)
    // What came since the queue was made is told as news too, and is to be new then.
    if (isWatchful && (isOfNews || prediction.startedAt < queue.updatedAt)) categories.learn(prediction)
  }

  /** When the first of two variants answered there was nothing to disagree with yet. */
  async function lookAtOthers(prediction: Prediction): Promise<void> {
    if (!isOfNews || !rules.some(({ reason }) => reason === 'disagreement')) return
    for (const other of await around.answersOfOthers(prediction))
      if (isOtherAnswer(prediction, other)) await lookAt(other, false)
  }

  return {
    at: async (prediction, isFirst) => {
      await lookAt(prediction, isFirst)
      await lookAtOthers(prediction)
    },
    end: () => ({ items: [...items.values()], filling: { ...filling, categories: categories.known() } }),
  }
}

/** What failed before it answered, and what was not captured, nobody can judge. */
function hasAnswer({ output: { messages, text, label, score, value } }: Prediction): boolean {
  return [text, label, score, value].some((said) => said !== null) || (messages ?? []).length > 0
}

/** Each key is asked for once. */
function readAnswersOfOthers(rows: Pick<RowsReading, 'predictions'>): Around['answersOfOthers'] {
  const read = new Map<string, Promise<readonly Prediction[]>>()
  return async ({ task, key, variant }) => {
    if (key === null || variant === null) return []
    const answers =
      read.get(key) ??
      rows.predictions({ task, key, limit: ANSWERS_OF_KEY_MAX }).then((page) => page?.predictions ?? [])
    read.set(key, answers)
    return (await answers).filter((other) => other.variant !== null && other.variant !== variant)
  }
}
