// Counts what ingest took. What it refused is counted where the refusal is answered, with all that never came this far.

import type { IngestWatch } from '../ingest/open-ingest.ts'
import type { Parcel } from '../ingest/ingest.ts'
import type { Metrics, MetricSignal } from './metrics.ts'

export function watchIngest(metrics: Metrics): IngestWatch {
  return {
    answered: (parcel, receipt, waitedMs) => {
      const signal = signalOf(parcel)
      metrics.acknowledged(waitedMs / 1000)
      if (receipt.outcome !== 'stored') return
      metrics.accepted(signal, receipt.accepted)
      if (receipt.rejected > 0) metrics.refused(signal, 'items', receipt.rejected)
    },
    group: ({ storeMs, rows }) => metrics.committed({ seconds: storeMs / 1000, rows }),
  }
}

function signalOf(parcel: Parcel): MetricSignal {
  return parcel.kind === 'otlp' ? parcel.signal : parcel.kind
}
