// What one parcel holds, before any of it is stored. A parcel is read by itself, so that a bad one fails alone.

import type { Feedback } from '@trimtab/contract'
import type { TraceItem } from '../predictions/trace-item.ts'

export interface Reading {
  outcome: 'read'
  /** In the order they came in; those of one trace are joined when they are stored. */
  items: TraceItem[]
  feedback: Feedback[]
  /** How many of what was sent will be kept, or needs no keeping. */
  accepted: number
  rejected: number
  /** Why the first was rejected. */
  reason: string | null
}

/** Nothing in it can be stored, now or when it is sent again. */
export interface Unreadable {
  outcome: 'invalid' | 'too-large'
  message: string
}

export const DEFECT_REASON = 'an item met a defect of this collector, which its log describes'

export function emptyReading(): Reading {
  return { outcome: 'read', items: [], feedback: [], accepted: 0, rejected: 0, reason: null }
}

export function reject(reading: Reading, reason: string): void {
  reading.rejected += 1
  reading.reason ??= reason
}
