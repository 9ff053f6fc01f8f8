// What the HTTP interface is given: each route takes the parts it needs and nothing else.

import type { Clock } from '../clock.ts'
import type { Ingest } from '../ingest/accept.ts'
import type { Rows } from '../store/rows.ts'

export interface AppParts {
  ingest: Ingest
  rows: Rows
  isReady: () => boolean
  clock: Clock
  signingKey: string
  /** The built dashboard; null where there is none to serve. */
  dashboardFolder: string | null
  /** Told of every failure that is ours, with what caused it. */
  onDefect: (error: unknown) => void
}
