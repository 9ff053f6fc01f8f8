// How many predictions there were, and how they ended.

import { addCount, type Tally } from '../../sketches/tally.ts'
import type { FigureSignal } from './signal.ts'

export const outcomes: FigureSignal<'predictions' | 'errors' | 'cancelled'> = {
  count: ({ status }, into, sign) => {
    addCount(into, 'predictions', sign)
    if (status === 'error') addCount(into, 'errors', sign)
    if (status === 'cancelled') addCount(into, 'cancelled', sign)
  },
  figuresOf: (tally) => ({
    predictions: predictionsIn(tally),
    errors: tally.counts.get('errors') ?? 0,
    cancelled: tally.counts.get('cancelled') ?? 0,
  }),
}

export function predictionsIn(tally: Tally): number {
  return tally.counts.get('predictions') ?? 0
}
