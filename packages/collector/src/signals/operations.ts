// What is seen of how a call went, whatever it was about.

import type { Prediction } from '@trimtab/contract'
import { categoryOf } from './category.ts'
import type { Observed } from './observed.ts'

/** A figure that was not measured is none: most models have no tokens. */
export function observeOperations({ durationMs, firstTokenMs, usage, cost, status, error }: Prediction): Observed[] {
  const figures: [name: string, value: number | null][] = [
    ['durationMs', durationMs],
    ['firstTokenMs', firstTokenMs],
    ['inputTokens', usage.inputTokens],
    ['outputTokens', usage.outputTokens],
    ['costUsd', cost?.usd ?? null],
  ]
  return [
    ...figures.flatMap(([name, value]): Observed[] => (value === null ? [] : [{ name, group: 'operations', value }])),
    { name: 'status', group: 'operations', value: status },
    { name: 'error', group: 'operations', value: error === null ? 'none' : categoryOf(error.type) },
  ]
}
