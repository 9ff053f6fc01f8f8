// What a report says in words: the sentence of a task, what it was compared with, what a row is called and what it needs.

import type {
  Alarm,
  AlarmEvent,
  DriftMarker,
  DriftReference,
  DriftReport,
  DriftState,
  SignalReport,
  TaskDrift,
} from '@trimtab/contract/drift'
import { counted, countText, estimateText, timeText } from './amounts.ts'

export const STATE_WORDS: { readonly [state in DriftState]: string } = {
  drift: 'drift',
  unclear: 'unclear',
  stable: 'stable',
  no_data: 'no data',
}

/** What decides of a signal with several rows: what its values are, and how often it is missing. */
const MOST_TELLING: readonly DriftState[] = ['drift', 'unclear', 'stable', 'no_data']

/** Fewer rows on a side are too few to say anything of. */
const ROWS_MIN = 30

export type StateCounts = { readonly [state in DriftState]: number }

/** Signals by state, each once, by what of it is worst. */
export function countStates(signals: readonly SignalReport[]): StateCounts {
  const counts = { drift: 0, unclear: 0, stable: 0, no_data: 0 }
  for (const rows of Map.groupBy(signals, ({ task, signal }) => JSON.stringify([task, signal])).values()) {
    const state = MOST_TELLING.find((each) => rows.some((row) => row.state === each))
    if (state !== undefined) counts[state] += 1
  }
  return counts
}

/** `has drifted`, and why, after the name of the task. */
export function taskSentence({ drift, unclear, stable, no_data: none }: StateCounts): { says: string; why: string } {
  const all = drift + unclear + stable + none
  if (all === 0) return { says: 'is not known yet', why: 'none of its signals has been counted.' }
  if (none === all) return { says: 'cannot be judged yet', why: `all ${counted(all, 'signal')} have too little data.` }
  if (stable === all) return { says: 'is steady', why: `all ${counted(all, 'signal')} are proven stable.` }
  const says = drift > 0 ? 'has drifted' : unclear > 0 ? 'is undecided' : 'is steady as far as is known'
  const first = (count: number, verb: string): string => `${countText(count)} of ${counted(all, 'signal')} ${verb}`
  const isAre = (count: number): string => (count === 1 ? 'is' : 'are')
  const parts = [
    ...(drift > 0 ? [first(drift, `${isAre(drift)} beyond tolerance`)] : []),
    ...(unclear > 0 ? [drift > 0 ? `${countText(unclear)} unclear` : first(unclear, `${isAre(unclear)} unclear`)] : []),
    ...(stable > 0
      ? [drift + unclear > 0 ? `${countText(stable)} proven stable` : first(stable, 'are proven stable')]
      : []),
    ...(none > 0 ? [`${countText(none)} ${none === 1 ? 'has' : 'have'} too little data`] : []),
  ]
  return { says, why: `${parts.join(', ')}.` }
}

/** `the same hours of the 4 weeks before`. */
export function referenceText(reference: DriftReference): string {
  switch (reference.kind) {
    case 'rolling':
      return `the ${counted(reference.days, 'day')} before`
    case 'seasonal':
      return reference.weeks === 1
        ? 'the same hours of the week before'
        : `the same hours of the ${countText(reference.weeks)} weeks before`
    case 'pinned':
      return `${timeText(reference.from)} to ${timeText(reference.to)}`
    case 'slice': {
      const parts = Object.entries(reference.only).map(([slice, values]) => `${slice} ${(values ?? []).join(' or ')}`)
      return `what ${parts.join(', ')} answered in the same time`
    }
    case 'dataset':
      return `version ${reference.version} of the dataset ${reference.dataset}`
  }
}

/** What of a signal a row is of; empty where it is its values. */
function aspectText({ aspect }: Pick<SignalReport, 'aspect'>): string {
  switch (aspect) {
    case 'values':
      return ''
    case 'missing':
      return 'how often missing'
    case 'type':
      return 'how often of another type'
    case 'unseen':
      return 'how often never seen before'
  }
}

/** `label = accept`, `status ≠ ok`, `feature.age, how often missing`: what the figures of a row are of. */
export function subjectText(report: Pick<SignalReport, 'aspect' | 'signal' | 'now' | 'was'>): string {
  const { signal } = report
  const of = aspectText(report)
  if (of !== '') return `${signal}, ${of}`
  const name = (report.now ?? report.was)?.name ?? ''
  if (name === 'mean') return `${signal}, mean`
  if (name.startsWith(NOT)) return `${signal} ≠ ${name.slice(NOT.length)}`
  // That it is so goes without saying of a yes or no.
  return name.startsWith(OF) && name !== `${OF}true` ? `${signal} = ${name.slice(OF.length)}` : signal
}

const OF = 'share of '
const NOT = 'share not '

/** What would decide, or why nothing can: `needs 50, has 12`, `needs some 300 more`, `reference needs 8,000`. */
export function needsText(report: SignalReport): string {
  if (report.state === 'no_data') return wantsText(report)
  if (report.state !== 'unclear') return ''
  const { rowsNeeded, referenceNeeded } = report
  if (rowsNeeded !== null) return `needs some ${estimateText(rowsNeeded)} more`
  return referenceNeeded === undefined ? 'on the edge' : `reference needs ${estimateText(referenceNeeded)}`
}

function wantsText({ rowsNeeded, current, reference, reason, aspect }: SignalReport): string {
  if (current.n === 0) return (reason ?? '').startsWith('The truth') ? 'no truth yet' : 'nothing came'
  if (reference.n === 0) return 'nothing to compare with'
  // Rows that came and have no value are no values.
  if (rowsNeeded !== null && current.n >= ROWS_MIN) return `needs ${countText(rowsNeeded)} more values`
  if (rowsNeeded !== null) return `needs ${countText(current.n + rowsNeeded)}, has ${countText(current.n)}`
  if (aspect !== 'values' || reference.n < ROWS_MIN) return `reference has ${countText(reference.n)}`
  return reason?.split(/[,;:.]/u, 1)[0]?.toLowerCase() ?? ''
}

/** What is so of all rows of a task, and so said once; empty where nothing is. */
export function emptyText({ task, signals }: TaskSignals, madeAt: string): string {
  if (task.from >= madeAt) return 'This time lies in the future: nothing of it can have come yet.'
  const isEmpty = signals.length > 0 && signals.every(({ reference }) => reference.n === 0)
  const isSaid = task.note !== null && signals.every(({ reference }) => reference.from === reference.to)
  return isEmpty && !isSaid ? 'Nothing is stored for what it is compared with.' : ''
}

/** What was different from then on. */
export function markerText({ dimension, value, before }: DriftMarker): string {
  return before === null ? `${dimension} ${value} for the first time` : `${dimension} ${before} → ${value}`
}

/** An event of an alarm as what happened. */
export function eventText({ kind, by }: AlarmEvent, { outcome }: Alarm): string {
  const who = by === null ? '' : ` by ${by}`
  switch (kind) {
    case 'opened':
      return 'Alarm'
    case 'acknowledged':
      return `Taken${who}`
    case 'recovered':
      return 'Back within its tolerance'
    case 'closed':
      return `Closed${who}${outcome === null ? '' : `: ${outcome.replace('_', ' ')}`}`
  }
}

export interface TaskSignals {
  task: TaskDrift
  signals: readonly SignalReport[]
}

/** The reports of each task, in the order of the tasks. */
export function byTask({ tasks, signals }: DriftReport): TaskSignals[] {
  const groups = Map.groupBy(signals, ({ task }) => task)
  return tasks.map((task) => ({ task, signals: groups.get(task.task) ?? [] }))
}
