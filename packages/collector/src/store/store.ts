// Both halves of the port and what ends them: what the rest of the collector is given.

import type { Rows } from './rows.ts'
import type { State } from './state.ts'

export interface Store {
  rows: Rows
  state: State
  /** Whether the database is where it was and can be read. */
  isReady: () => boolean
  close: () => void
}
