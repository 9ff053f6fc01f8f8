// What a task is compared with where nobody has said anything: the same hours of the week over the last four weeks.

import type { DriftBaseline } from '@trimtab/contract/drift'

export function defaultBaseline(task: string): DriftBaseline {
  return {
    task,
    reference: { kind: 'seasonal', weeks: 4 },
    tolerances: {},
    segments: [],
    ignored: [],
    changedAt: null,
  }
}
