// The bound before everything that takes parcels: past it a parcel is refused at once instead of being kept in memory.

import type { Ingest, Parcel, Receipt } from './ingest.ts'

/** Parcels under way, whatever their size. */
const PARCELS_MAX = 2048
/** Their bytes. A parcel is taken while there are fewer, so one of the largest size can overstep it, and is never starved. */
const BYTES_MAX = 16 * 1024 * 1024
/** What a feedback or a finished prediction that did not come as a body is taken for. */
const FEEDBACK_BYTES = 1024
const PREDICTION_BYTES = 4096

interface Load {
  parcels: number
  bytes: number
  /** Whether whatever is submitted now would be refused: nobody needs to read a body first to find out. */
  isFull: boolean
}

/** Told how each parcel was answered and how long that took. */
export type WatchAnswers = (parcel: Parcel, receipt: Receipt, waitedMs: number) => void

interface BoundedOptions {
  ingest: Ingest
  onAnswer?: WatchAnswers | undefined
  parcelsMax?: number
  bytesMax?: number
}

export interface BoundedIngest extends Ingest {
  /** What is under way now. */
  load: () => Load
}

export function boundIngest({
  ingest,
  onAnswer,
  parcelsMax = PARCELS_MAX,
  bytesMax = BYTES_MAX,
}: BoundedOptions): BoundedIngest {
  const underWay = { parcels: 0, bytes: 0 }
  let isClosed = false
  const isFull = (): boolean => isClosed || underWay.parcels >= parcelsMax || underWay.bytes >= bytesMax

  async function submitWithin(parcel: Parcel): Promise<Receipt> {
    if (isFull()) return { outcome: 'busy' }
    const bytes = bytesOf(parcel)
    underWay.parcels += 1
    underWay.bytes += bytes
    try {
      return await ingest.submit(parcel)
    } finally {
      underWay.parcels -= 1
      underWay.bytes -= bytes
    }
  }

  return {
    submit: async (parcel) => {
      const startMs = performance.now()
      const receipt = await submitWithin(parcel)
      onAnswer?.(parcel, receipt, performance.now() - startMs)
      return receipt
    },
    close: () => {
      isClosed = true
      return ingest.close()
    },
    load: () => ({ ...underWay, isFull: isFull() }),
  }
}

function bytesOf(parcel: Parcel): number {
  if (parcel.kind === 'otlp') return parcel.body.byteLength
  const predictions = parcel.kind === 'import' ? parcel.predictions.length : 0
  return parcel.feedback.length * FEEDBACK_BYTES + predictions * PREDICTION_BYTES
}
