// How long predictions took, in microseconds.

import type { Quantiles } from '@trimtab/contract'
import { countOf, quantilesOf } from '../../sketches/log-histogram.ts'
import { addValue, type Tally } from '../../sketches/tally.ts'
import type { FigureSignal } from './signal.ts'

const MICROSECONDS = 1_000

export const timings: FigureSignal<'durationMs' | 'firstTokenMs'> = {
  count: ({ durationMs, firstTokenMs }, into, sign) => {
    if (durationMs !== null) addValue(into, 'duration', durationMs * MICROSECONDS, sign)
    if (firstTokenMs !== null) addValue(into, 'firstToken', firstTokenMs * MICROSECONDS, sign)
  },
  figuresOf: (tally) => ({
    durationMs: millisecondsIn(tally, 'duration'),
    firstTokenMs: millisecondsIn(tally, 'firstToken'),
  }),
}

function millisecondsIn({ histograms }: Tally, name: string): Quantiles | null {
  const histogram = histograms.get(name)
  if (histogram === undefined) return null
  const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = quantilesOf(histogram, [0.5, 0.9, 0.95, 0.99]).map(
    (microseconds) => microseconds / MICROSECONDS,
  )
  return { count: countOf(histogram), p50, p90, p95, p99 }
}
