// What the main thread and the writer thread say to each other.

import type { GroupReport } from './group.ts'
import type { Parcel, Receipt } from './ingest.ts'

export interface WriterStart {
  /** The data folder. */
  data: string
  /**
   * One Int32: the number of the parcel that is being read, 0 for none. A thread that runs out of memory cannot say
   * which body did it; this is how it is known.
   */
  beingRead: SharedArrayBuffer
}

export interface NumberedParcel {
  /** Counted from 1 in each thread that is started. */
  number: number
  parcel: Parcel
}

export type ToWriter = ({ kind: 'parcel' } & NumberedParcel) | { kind: 'close' }

export type FromWriter =
  | { kind: 'answers'; answers: { number: number; receipt: Receipt }[] }
  | { kind: 'group'; report: GroupReport }
  | { kind: 'defect'; error: unknown }
