// What a task is compared with, how much may change, and what is told apart in it.

import type { SliceFilter } from './figures.ts'

/**
 * rolling: the last days before the current window; seasonal: the same hours of the week in the weeks before it; pinned:
 * from one time to another; slice: what another version or model answers in the same time; dataset: what a version of a
 * dataset was built from.
 */
export type DriftReference =
  | { kind: 'rolling'; days: number }
  | { kind: 'seasonal'; weeks: number }
  | { kind: 'pinned'; from: string; to: string }
  | { kind: 'slice'; only: SliceFilter }
  | { kind: 'dataset'; dataset: string; version: number }
export const DRIFT_REFERENCES = ['rolling', 'seasonal', 'pinned', 'slice', 'dataset'] as const

/** `PUT /api/drift/{task}/baseline`. What is not said is as it is without anybody saying anything. */
export interface DriftBaselineInput {
  /** Seasonal over four weeks where it is not said, which compares with all hours while less than two are known. */
  reference?: DriftReference | undefined
  /**
   * By signal: how large a change is still fine, in the unit of its effect. Numbers: spreads, 10 at most. Categories: points
   * as a share, so 0.2 is 20 points, 1 at most. Texts and vectors: a distance, √2 at most.
   */
  tolerances?: { [signal: string]: number } | undefined
  /** Keys of the metadata that tell segments apart, besides language and what made the prediction. */
  segments?: string[] | undefined
  /** Signals that raise no alarm and are in no report. */
  ignored?: string[] | undefined
}

export interface DriftBaseline {
  task: string
  reference: DriftReference
  tolerances: { [signal: string]: number }
  segments: string[]
  ignored: string[]
  /** Null where nobody has said anything. */
  changedAt: string | null
}

/** `GET` and `PUT /api/drift/{task}/baseline`. */
export interface ShownDriftBaseline extends DriftBaseline {
  /** To whoever saved it: what of it does nothing as things stand, a sentence each. Empty where it is only read. */
  warnings: string[]
}
