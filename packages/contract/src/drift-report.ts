// What the drift engine says of the signals of a task: of each an interval against a tolerance, and the state that follows.

import type { Alarm } from './alarm.ts'
import type { DriftReference } from './drift-baseline.ts'
import type { DriftState, EffectUnit, SignalAspect, SignalGroup } from './drift-signal.ts'

/** The change against the reference with its 95 % interval; below zero only where it has a direction. */
export interface DriftEffect {
  estimate: number
  low: number
  high: number
  unit: EffectUnit
}

/** What a signal typically is: a median, or the share of what is named. */
export interface SignalFigure {
  /** `median`, `share of de`, `share of true`, `share not ok`; `mean` where medians do not tell a change. */
  name: string
  value: number
  /** Its 95 % interval, where there is one. */
  low: number | null
  high: number | null
}

export interface DriftWindow {
  /** Observations, those that are missing too. */
  n: number
  from: string
  to: string
}

export interface SignalReport {
  task: string
  signal: string
  aspect: SignalAspect
  group: SignalGroup
  state: DriftState
  /** Null without enough data. */
  effect: DriftEffect | null
  /** How large a change is still fine, in the unit of the effect. */
  tolerance: number
  was: SignalFigure | null
  now: SignalFigure | null
  reference: DriftWindow
  current: DriftWindow
  /** How many rows count as one, since rows hang together; 1 where they do not. */
  dependence: number
  /**
   * The method, how surprising what was seen is if the change were within the tolerance, and the same after all signals
   * of the report were looked at at once (Benjamini and Hochberg).
   */
  test: { method: string; pValue: number; qValue: number } | null
  /** For `no_data` and `unclear`: how many more rows would decide; null where no number of them would. */
  rowsNeeded: number | null
  /** For `unclear` where the reference is what is wanting: how many rows it would take in all. */
  referenceNeeded?: number | undefined
  /** Why it is not decided, or what is odd about it, in one sentence. */
  reason: string | null
  /** So much more of what was answered is bad by this change alone, in parts of one; null where nothing is known of it. */
  harm: number | null
  /** The id of its open alarm. */
  alarm: string | null
}

/** Something that was different from then on: a first prediction with another version, model, release or environment. */
export interface DriftMarker {
  at: string
  task: string
  dimension: string
  value: string
  before: string | null
}

/** How a task was compared. */
export interface TaskDrift {
  task: string
  reference: DriftReference
  /** What was compared with in the end, where that is not what was asked for: why. */
  note: string | null
  from: string
  to: string
  /** Signals beyond the bound, of which nothing is said. */
  signalsLeftOut: number
  markers: DriftMarker[]
  /** False: more came of late than is counted yet. */
  isWhole: boolean
}

/** `GET /api/drift`: tasks by name, signals most harmful first. */
export interface DriftReport {
  from: string
  to: string
  tasks: TaskDrift[]
  signals: SignalReport[]
  /** Open ones of these tasks. */
  alarms: Alarm[]
}

/** One part of a spread: a range of numbers, a category, or a kind of text. */
export interface SpreadBin {
  label: string
  /** The ends of a range of numbers. */
  from: number | null
  to: number | null
  reference: number
  current: number
  /** How much of the difference between the two spreads it carries; they add up to one. */
  share: number
}

export interface SignalDay {
  day: string
  n: number
  figure: SignalFigure | null
  effect: DriftEffect | null
  state: DriftState
}

/**
 * What a segment adds to the change of a mean or a share. mix: more or fewer of them; within: they are otherwise than
 * before. All parts of all segments add up to the change.
 */
export interface DriftPart {
  /** By dimension, such as `language`; empty for everything else. */
  segment: { [dimension: string]: string }
  reference: { share: number; value: number | null; n: number }
  current: { share: number; value: number | null; n: number }
  mix: number
  within: number
  /** Of both together. */
  low: number
  high: number
  /** Of the change, in parts of one. */
  explains: number
}

export interface DriftCause {
  /** What the value of a segment is: `mean`, or the share of what is named. */
  figure: string
  change: number
  parts: DriftPart[]
}

/** `GET /api/drift/{task}/{signal}`. */
export interface SignalDetail {
  report: SignalReport[]
  /** The last days, the oldest first. */
  days: SignalDay[]
  spread: SpreadBin[]
  /** Null where nothing is there to take apart. */
  cause: DriftCause | null
  /** Ids of predictions of the current window that carry the change, those that carry most first. */
  examples: string[]
  markers: DriftMarker[]
  alarms: Alarm[]
}
