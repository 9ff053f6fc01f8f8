// Both halves of the port and what ends them: what the rest of the collector is given.

import type { Rows } from './rows.ts'
import type { State } from './state.ts'

export interface Store {
  rows: Rows
  state: State
  /**
   * A copy of everything stored at one moment, state included, while others go on writing. The file must not exist; it
   * does once it is whole and on the disk. How many predictions are in it. An engine with its halves apart copies rows first and state after them.
   */
  backup: (file: string, onProgress?: (done: number, total: number) => void) => Promise<{ predictions: number }>
  /** Whether the database is where it was and can be read. */
  isReady: () => boolean
  close: () => void
}
