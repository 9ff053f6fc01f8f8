// The one door for everything that arrives. Whoever submits a parcel is answered after what it held is on disk, or is
// told why it is not. `accept.ts` says what is done with a group of parcels; a thread of its own does it.

import type { FeedbackInput, PredictionFacts } from '@trimtab/contract'
import type { Encoding, Signal } from '../otlp/otlp.ts'

export type Parcel =
  | { kind: 'otlp'; signal: Signal; encoding: Encoding; body: Uint8Array }
  | { kind: 'feedback'; feedback: FeedbackInput[] }
  | { kind: 'import'; predictions: PredictionFacts[]; feedback: FeedbackInput[] }

/** On disk: what was taken, and how many items were refused with the reason of the first. */
interface StoredReceipt {
  outcome: 'stored'
  accepted: number
  rejected: number
  reason: string | null
  /** How much feedback speaks of a prediction that is not stored, and of each in the parcel whether it does. */
  waiting: number
  isWaiting: boolean[]
  /** Of each feedback in the parcel: false where one of its id was said of the same before. */
  isNew: boolean[]
}

export type Receipt =
  | StoredReceipt
  /** The body is no such request. */
  | { outcome: 'invalid'; message: string }
  /** The body holds more than is taken at once. */
  | { outcome: 'too-large'; message: string }
  /** More is under way than is held in memory; nothing was stored, come again soon. */
  | { outcome: 'busy' }
  /** The database could not take it; nothing was stored. */
  | { outcome: 'unavailable'; cause: unknown }

export interface Ingest {
  /** The bytes of a body are given away: whoever needs them afterwards takes a copy before. */
  submit: (parcel: Parcel) => Promise<Receipt>
  /** Resolves when everything submitted has been answered; after it everything is refused as busy. */
  close: () => Promise<void>
}
