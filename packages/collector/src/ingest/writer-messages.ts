// What the main thread and the writer thread say to each other.

import type { BeingRead } from './being-read.ts'
import type { GroupReport } from './group.ts'
import type { Parcel, Receipt } from './ingest.ts'

export interface WriterStart {
  /** The data folder. */
  data: string
  /** A thread that runs out of memory can neither say which body did it nor give it back: it notes it here before. */
  beingRead: BeingRead
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
