// Both halves of the port and what ends them: what the rest of the collector is given.

import type { Rows } from './rows.ts'
import type { State } from './state.ts'

export interface Store {
  rows: Rows
  state: State
  /** Whether a batch could be stored now. */
  isReady: () => boolean
  close: () => void
}
