// What the HTTP interface is given: each route takes the parts it needs and nothing else.

import type { Post } from '../alerts/post.ts'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Forward } from '../forward/forward.ts'
import type { Ingest } from '../ingest/ingest.ts'
import type { RowsReading } from '../store/rows-reading.ts'
import type { State } from '../store/state.ts'
import type { Authentication } from './authentication.ts'
import type { ByteBudget } from './body/byte-budget.ts'
import type { Jobs } from '../jobs/start-jobs.ts'
import type { Live } from './live/live.ts'
import type { Metrics } from './metrics.ts'

export interface AppParts {
  ingest: Ingest
  /** Read beside the one that writes, within a budget of time. */
  rows: RowsReading
  state: State
  /** What is done beside it, to be told that there is something to do. */
  jobs: Pick<Jobs, 'poke'>
  /** Whoever follows what is new. */
  live: Live
  isReady: () => boolean
  clock: Clock
  makeId: () => string
  /** The first signs feedback tokens, and all verify them. */
  signingKeys: Config['signingKeys']
  authentication: Authentication
  metrics: Metrics
  /** What waits for the writer. */
  ingestLoad: () => { parcels: number; bytes: number; isFull: boolean }
  /** What all requests under way hold in memory. */
  budget: ByteBudget
  /** The same for whoever shows no key of their own before the body. */
  strangersBudget: ByteBudget
  /** Where everything received is also sent; null for nowhere. */
  forward: Forward | null
  /** Sends a message to a channel of alerts. */
  post: Post
  /** Pages of these origins may send OTLP. */
  origins: readonly string[]
  /** The built dashboard; null where there is none to serve. */
  dashboardFolder: string | null
  /** Told of every request that was refused for want of the right key, by the code of the refusal. */
  onRefusal: (code: string, address: string) => void
  /** Told of every failure that is ours, with what caused it. */
  onDefect: (error: unknown) => void
}
