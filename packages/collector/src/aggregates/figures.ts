// What a tally says, as figures.

import type { Figures } from '@trimtab/contract'
import { emptyTally, type Tally } from '../sketches/tally.ts'
import { FIGURE_SIGNALS } from './signals/signals.ts'

export function figuresOf(tally: Tally = emptyTally()): Figures {
  const [outcomes, timings, usage, opinions] = FIGURE_SIGNALS
  return {
    ...outcomes.figuresOf(tally),
    ...timings.figuresOf(tally),
    ...usage.figuresOf(tally),
    ...opinions.figuresOf(tally),
  }
}
