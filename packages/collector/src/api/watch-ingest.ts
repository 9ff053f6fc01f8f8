// Counts what ingest took and what it refused. Requests that never came this far are counted where they are answered.

import type { Parcel, Receipt } from '../ingest/ingest.ts'
import type { IngestWatch } from '../ingest/open-ingest.ts'
import type { MetricReason, Metrics, MetricSignal } from './metrics.ts'

export function watchIngest(metrics: Metrics): IngestWatch {
  return {
    answered: (parcel, receipt, waitedMs) => {
      const signal = signalOf(parcel)
      metrics.acknowledged(waitedMs / 1000)
      if (receipt.outcome !== 'stored') return metrics.refused(signal, reasonOf(receipt))
      metrics.accepted(signal, receipt.accepted)
      if (receipt.rejected > 0) metrics.refused(signal, 'items', receipt.rejected)
    },
    group: ({ storeMs, rows }) => metrics.committed({ seconds: storeMs / 1000, rows }),
  }
}

function signalOf(parcel: Parcel): MetricSignal {
  return parcel.kind === 'otlp' ? parcel.signal : parcel.kind
}

function reasonOf({ outcome }: Exclude<Receipt, { outcome: 'stored' }>): MetricReason {
  return outcome === 'too-large' ? 'too_large' : outcome
}
