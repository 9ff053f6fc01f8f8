// How the store is: what it holds, what it puts off, and what is wrong with it.

/** `GET /api/storage`, and what `trimtab doctor` prints. */
export interface StorageReport {
  engine: string
  /** On disk, what is free inside included. */
  bytes: number
  freeBytes: number
  logBytes: number
  /** The largest first. */
  parts: { name: string; bytes: number; rows: number | null }[]
  predictions: number
  /** The earliest start of what is kept; null in an empty store. */
  oldestAt: string | null
  /** Rows that wait: for the aggregates, for search, for being packed. */
  unfolded: number
  unsearchable: number
  unpacked: number
  /** Texts of which some may be left that nobody refers to: their predictions were removed. */
  unswept: number
  /** Feedback whose prediction has not arrived. */
  waiting: number
}

export interface StorageFinding {
  severity: 'problem' | 'warning'
  sentence: string
  /** What to do about it. */
  cure: string | null
}
