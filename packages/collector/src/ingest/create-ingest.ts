// Reading, joining and storing as the one door, in the thread it is called in and without a bound.

import type { Clock } from '../clock.ts'
import type { CurrentPrices } from '../prices/current-prices.ts'
import type { Rows } from '../store/rows.ts'
import { createAccept } from './accept.ts'
import { createGroup, type GroupReport } from './group.ts'
import type { Ingest, Parcel } from './ingest.ts'
import { createReadParcel } from './read-parcel.ts'

export interface IngestOptions {
  rows: Pick<Rows, 'add' | 'traces'>
  clock: Clock
  makeId: () => string
  /** Absent: what senders do not price stays without a price. */
  prices?: CurrentPrices | undefined
  onDefect: (error: unknown) => void
  onGroup?: ((report: GroupReport) => void) | undefined
  /** Told which parcel is read next, and of null when the reading of a group is done. */
  onRead?: (parcel: Parcel | null) => void
}

export function createIngest({ rows, clock, makeId, prices, onDefect, onGroup, onRead }: IngestOptions): Ingest {
  const readParcel = createReadParcel({ clock, makeId, onDefect })
  const accept = createAccept({ rows, clock, onDefect, prices })
  return createGroup({
    read: (parcel) => {
      onRead?.(parcel)
      return readParcel(parcel)
    },
    rowsOf: (reading) => (reading.outcome === 'read' ? reading.items.length + reading.feedback.length : 0),
    store: (readings) => {
      onRead?.(null)
      return accept(readings)
    },
    onGroup,
  })
}
