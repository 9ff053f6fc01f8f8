// What ingest says of a parcel, as an answer: stored, or one of the problems.

import type { Receipt } from '../ingest/ingest.ts'
import { ProblemError } from './problem.ts'

export type Stored = Extract<Receipt, { outcome: 'stored' }>

export function storedOrRefused(receipt: Receipt): Stored {
  switch (receipt.outcome) {
    case 'stored':
      return receipt
    case 'invalid':
      throw new ProblemError('request.invalid', receipt.message)
    case 'too-large':
      throw new ProblemError('request.too_large', receipt.message)
    case 'busy':
      throw new ProblemError('collector.busy')
    case 'unavailable':
      throw new ProblemError('store.unavailable', undefined, { cause: receipt.cause })
  }
}
