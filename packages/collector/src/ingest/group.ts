// Group commit: what waits is read, stored in one go and answered together, and what comes meanwhile is the next group.
// Nothing waits for a timer, so a single parcel is stored at once and a crowd shares the price of one commit.

import type { Ingest, Parcel, Receipt } from './ingest.ts'

/** What one transaction holds: more only makes others wait longer. */
const GROUP_ROWS_MAX = 2000
/** Bodies of one group; a body by itself may be larger. What they become in memory is several times as much. */
const GROUP_BYTES_MAX = 4 * 1024 * 1024
/** After so many parcels in a row that could not be stored even alone, it is not the parcels. */
const FAILURES_ALONE_MAX = 3

export interface GroupReport {
  parcels: number
  rows: number
  readMs: number
  storeMs: number
}

interface GroupOptions<Reading> {
  read: (parcel: Parcel) => Reading
  /** How much of a transaction it takes. */
  rowsOf: (reading: Reading) => number
  /** One receipt for each, in order; it rejects where nothing of it was stored. */
  store: (readings: Reading[]) => Promise<Receipt[]>
  onGroup?: ((report: GroupReport) => void) | undefined
  rowsMax?: number
  bytesMax?: number
}

interface Waiting {
  parcel: Parcel
  bytes: number
  answer: (receipt: Receipt) => void
}

/** Takes without a bound: `bounded.ts` stands in front of it. */
export function createGroup<Reading>({
  read,
  rowsOf,
  store,
  onGroup = () => undefined,
  rowsMax = GROUP_ROWS_MAX,
  bytesMax = GROUP_BYTES_MAX,
}: GroupOptions<Reading>): Ingest {
  let waiting: Waiting[] = []
  let isAwake = false
  let whenIdle: (() => void)[] = []

  function wake(): void {
    if (isAwake) return
    isAwake = true
    setImmediate(work)
  }

  function work(): void {
    void storeNextGroup().finally(() => {
      if (waiting.length > 0) return void setImmediate(work)
      isAwake = false
      for (const tell of whenIdle) tell()
      whenIdle = []
    })
  }

  function readNextGroup(): { readings: Reading[]; taken: Waiting[]; rows: number } {
    const readings: Reading[] = []
    let [rows, bytes] = [0, 0]
    for (const { parcel, bytes: added } of waiting) {
      if (readings.length > 0 && (rows >= rowsMax || bytes + added > bytesMax)) break
      const reading = read(parcel)
      readings.push(reading)
      rows += rowsOf(reading)
      bytes += added
    }
    const taken = waiting.slice(0, readings.length)
    waiting = waiting.slice(readings.length)
    return { readings, taken, rows }
  }

  async function storeNextGroup(): Promise<void> {
    const startMs = performance.now()
    const { readings, taken, rows } = readNextGroup()
    const readMs = performance.now()
    const receipts = await store(readings).catch((error: unknown) => storeOneByOne(readings, error))
    onGroup({ parcels: taken.length, rows, readMs: readMs - startMs, storeMs: performance.now() - readMs })
    for (const [index, { answer }] of taken.entries()) answer(receipts[index] ?? NO_RECEIPT)
  }

  /** A defect that one of them meets must not fail its neighbours. */
  async function storeOneByOne(readings: Reading[], error: unknown): Promise<Receipt[]> {
    if (readings.length === 1) return [{ outcome: 'unavailable', cause: error }]
    const receipts: Receipt[] = []
    let failures = 0
    for (const reading of readings) {
      if (failures >= FAILURES_ALONE_MAX) {
        receipts.push({ outcome: 'unavailable', cause: error })
        continue
      }
      const [receipt = NO_RECEIPT] = await store([reading]).catch((cause: unknown) => [unavailable(cause)])
      failures = receipt.outcome === 'unavailable' ? failures + 1 : 0
      receipts.push(receipt)
    }
    return receipts
  }

  return {
    submit: (parcel) =>
      new Promise((answer) => {
        waiting.push({ parcel, bytes: parcel.kind === 'otlp' ? parcel.body.byteLength : 0, answer })
        wake()
      }),
    close: () => new Promise((resolve) => (isAwake ? whenIdle.push(resolve) : resolve())),
  }
}

const NO_RECEIPT: Receipt = { outcome: 'unavailable', cause: new Error('a parcel was stored without a receipt') }

function unavailable(cause: unknown): Receipt {
  return { outcome: 'unavailable', cause }
}
