// Counts for a queue which rules fit how many, each prediction once under each, and works the shares anew out of it
// where the queue says how many a day are to be picked.

import type { Prediction, ReviewQueue } from '@trimtab/contract'
import { opinionOf } from '../../feedback/opinion.ts'
import type { Filling } from '../../store/state-reviews.ts'
import type { Counted } from './counted.ts'
import type { Fit } from './rules/rule.ts'
import { countSeen, countsOfDay } from './seen.ts'
import { isOutgrown, workOutShares } from './shares.ts'

export type Fits = readonly (Fit | null)[]

interface CountParts {
  queue: Pick<ReviewQueue, 'id' | 'rules' | 'perDay'>
  /** What it has seen and its shares are changed in place. */
  filling: Filling
  deviations: readonly number[]
  counted: Counted
  fit: (prediction: Prediction) => Promise<Fits>
  nowMs: number
}

/** How it fits comes with it; isFirst: it was not looked at before. */
export type CountFits = (prediction: Prediction, fits: Fits, isFirst: boolean) => Promise<void>

export function openCount({ queue, filling, deviations, counted, fit, nowMs }: CountParts): CountFits {
  const { id, rules, perDay } = queue
  let countsThen: number[] = []

  function workOut(): void {
    countsThen = countsOfDay(filling.seen, nowMs)
    filling.shares = workOutShares({ rules, perDay, seen: filling.seen, deviations, nowMs })
    filling.sharesAt = new Date(nowMs).toISOString()
  }

  workOut()
  return async (prediction, fits, isFirst) => {
    // What is looked back at was counted before, and of given shares nobody asks.
    if (perDay === null || filling.phase === 'looking_back') return
    const silent = prediction.feedback.length === 0 ? fits : await fit(asSilent(prediction))
    const fitted = rules.flatMap((_, rule) => {
      if ((fits[rule] ?? null) === null) return []
      // What was looked at before was counted, but where only something that was said of it since makes a rule fit.
      const isNew = (silent[rule] ?? null) === null ? counted.add(id, prediction.id, rule) : isFirst
      return isNew ? [rule] : []
    })
    const atMs = filling.phase === 'following' ? nowMs : Date.parse(prediction.startedAt)
    if (isFirst || fitted.length > 0) countSeen(filling.seen, { atMs, fitted, rules: rules.length })
    if (isOutgrown(filling.seen, countsThen, nowMs)) workOut()
  }
}

function asSilent(prediction: Prediction): Prediction {
  return { ...prediction, feedback: [], opinion: opinionOf([]) }
}
