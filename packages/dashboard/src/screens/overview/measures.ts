// One figure of a task with what it rests on. No share without its n, and none at all while n says too little.
import type { Task } from '@trimtab/contract'
import { formatCount, formatCounted, formatInterval, formatPercentFigure } from '../../format/number.ts'
import { wilsonInterval } from '../../format/wilson-interval.ts'

export interface Measure {
  figure: string
  unit: string
  note: string
}

/** Below this the interval of a share is wider than anything one would act on. */
export const SHARE_NEEDS = 50

export function helpfulMeasure(task: Task, locale?: string): Measure {
  const rated = task.thumbsUp + task.thumbsDown
  if (rated < SHARE_NEEDS) {
    return { figure: '–', unit: '', note: `needs ${SHARE_NEEDS} ratings, has ${formatCount(rated, locale)}` }
  }
  const ofRated = `${formatCount(task.thumbsUp, locale)} of ${formatCount(rated, locale)}`
  const interval = formatInterval(wilsonInterval(task.thumbsUp, rated), locale)
  return { figure: formatPercentFigure(task.thumbsUp / rated, locale), unit: '%', note: `${interval}, ${ofRated}` }
}

export function errorMeasure(task: Task, locale?: string): Measure {
  const n = formatCount(task.predictions, locale)
  if (task.predictions < SHARE_NEEDS) return { figure: formatCount(task.errors, locale), unit: '', note: `of ${n}` }
  const figure = formatPercentFigure(task.errors / task.predictions, locale)
  return { figure, unit: '%', note: `${formatCount(task.errors, locale)} of ${n}` }
}

export function correctedMeasure(task: Task, locale?: string): Measure {
  return {
    figure: formatCount(task.corrected, locale),
    unit: '',
    note: task.corrected === 0 ? 'none yet' : `of ${formatCounted(task.predictions, 'prediction', locale)}`,
  }
}
