// What is seen of a prediction: numbers, categories and vectors by name, each worth watching by itself.

import type { SignalGroup } from '@trimtab/contract/drift'

/**
 * A number, finite or not; a category, as a text; a vector; null where it is missing. A yes or no is `true` or `false`.
 */
export type Observation = number | string | readonly number[] | null

export interface Observed {
  /** `feature.income`, `input.length`, `output.language`, `label`, `durationMs`, `thumbs`. */
  name: string
  group: SignalGroup
  value: Observation
}

/** Whether a prediction turned out well: as the truth says where it is known, or else as people do. */
export type Outcome = 'good' | 'bad'
