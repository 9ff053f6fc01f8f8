// What ingest says of a parcel, as an answer: stored, or one of the problems.

import type { Receipt } from '../ingest/ingest.ts'
import { ProblemError } from './problem.ts'

/** Ingest said no: it counts by itself what it refuses. */
export class IngestRefused extends ProblemError {}

export type Stored = Extract<Receipt, { outcome: 'stored' }>

export function storedOrRefused(receipt: Receipt): Stored {
  switch (receipt.outcome) {
    case 'stored':
      return receipt
    case 'invalid':
      throw new IngestRefused('request.invalid', receipt.message)
    case 'too-large':
      throw new IngestRefused('request.too_large', receipt.message)
    case 'busy':
      throw new IngestRefused('collector.busy')
    case 'unavailable':
      throw new IngestRefused('store.unavailable', undefined, { cause: receipt.cause })
  }
}
