// The composition root: every part is built here, once, and handed what it needs.

import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { LiveEventName } from '@trimtab/contract'
import { createPost } from './alerts/post.ts'
import { createApp } from './api/app.ts'
import type { AppParts } from './api/app-parts.ts'
import { watchWrites } from './api/can-write.ts'
import { createAuthentication } from './api/authentication.ts'
import { createByteBudget, STRANGERS_BYTES_MAX } from './api/body/byte-budget.ts'
import type { GrpcListening } from './api/grpc/listen-grpc.ts'
import { listen, type Listening } from './api/listen.ts'
import { requireAdminKey, unguarded } from './api/authentication/require-admin-key.ts'
import { createLive, type Live } from './api/live/live.ts'
import { createMetrics } from './api/metrics.ts'
import { createForward, type Forward } from './forward/forward.ts'
import { type ForwardTarget, readForwardTarget } from './forward/target.ts'
import { watchIngest } from './api/watch-ingest.ts'
import { type Clock, systemClock } from './clock.ts'
import { type Config, isLoopback } from './config.ts'
import type { IngestWatch } from './ingest/open-ingest.ts'
import { openStore } from './open-store.ts'
import { Refusal } from './refusal.ts'
import { startThreads } from './start-threads.ts'
import type { State } from './store/state.ts'
import type { Store } from './store/store.ts'

/** Beside the bundle; the sources have no built dashboard to serve. */
const DASHBOARD_FOLDER = fileURLToPath(new URL('./dashboard', import.meta.url))

const STORED = { event: 'stored', id: null } as const

export interface Collector {
  app: ReturnType<typeof createApp>
  /** Its keys and datasets, as the commands beside it see them. */
  state: State
  /** Whether it asks nobody for a key. */
  isOpen: () => Promise<boolean>
  listen: (host: string, port: number) => Promise<Listening>
  listenGrpc: (host: string, port: number) => Promise<GrpcListening>
  /** Ends the writing and closes the database; stop listening first. */
  close: () => Promise<void>
}

interface CollectorOptions {
  config: Pick<Config, 'host' | 'data' | 'signingKeys'> &
    Partial<Pick<Config, 'forwardUrl' | 'forwardHeaders' | 'alertsToPrivate'>>
  clock?: Clock
  makeId?: () => string
  onDefect: (error: unknown) => void
  /** Told of every request that was refused for want of the right key, by the code of the refusal. */
  onRefusal?: AppParts['onRefusal']
  /** Told in a sentence what goes wrong with sending on, and that it goes well again. */
  onTrouble?: (trouble: { sentence: string; count: number | undefined }) => void
  /** Where everything received over OTLP is also sent. */
  forwardTo?: ForwardTarget | null
  /** Pages of these origins may send OTLP, and feedback without a token. */
  origins?: readonly string[]
}

export function createCollector({
  config,
  clock = systemClock,
  makeId = randomUUID,
  onDefect,
  onRefusal = () => undefined,
  onTrouble = () => undefined,
  forwardTo = readForwardTarget(config.forwardUrl, config.forwardHeaders),
  origins = [],
}: CollectorOptions): Collector {
  const isExposed = !isLoopback(config.host)
  const store = openStoreFor(config, isExposed)
  const metrics = createMetrics()
  const canWrite = watchWrites(clock)
  const live = createLive()
  const mayAlertPrivate = config.alertsToPrivate === 'yes'
  const post = createPost({ mayBePrivate: mayAlertPrivate })
  const threads = startThreads({
    data: config.data,
    store,
    clock,
    makeId,
    onDefect,
    ...tellLive(live),
    post,
    mayAlertPrivate,
    watch: watchAll(watchIngest(metrics), canWrite, live),
  })
  const forward: Forward | null =
    forwardTo === null ? null : createForward({ target: forwardTo, ownName: randomUUID(), clock, say: onTrouble })
  const authentication = createAuthentication({ state: store.state, clock, isExposed })
  const parts: AppParts = {
    ...threads,
    state: store.state,
    live,
    isReady: () => store.isReady() && canWrite.now(),
    clock,
    makeId,
    signingKeys: config.signingKeys,
    authentication,
    metrics,
    ingestLoad: threads.ingest.load,
    budget: createByteBudget(),
    strangersBudget: createByteBudget({ bytesMax: STRANGERS_BYTES_MAX }),
    forward,
    post,
    origins,
    dashboardFolder: existsSync(DASHBOARD_FOLDER) ? DASHBOARD_FOLDER : null,
    onRefusal,
    onDefect,
  }
  const refuseUnguarded = async () => isExposed && (await requireAdminKey(store.state, config))
  const app = createApp(parts)
  return {
    app,
    state: store.state,
    isOpen: authentication.isOpen,
    listen: async (host, port) => {
      await refuseUnguarded()
      // Whoever follows what is new would hold up the stop.
      return listen({ app, host, port, beforeStop: live.close })
    },
    listenGrpc: async (host, port) => {
      await refuseUnguarded()
      const { listenGrpc } = await import('./api/grpc/listen-grpc.ts')
      return listenGrpc({ parts, host, port })
    },
    close: async () => {
      live.close()
      await threads.close()
      await forward?.stop()
      store.close()
    },
  }
}

function watchAll(
  watched: IngestWatch,
  canWrite: Pick<ReturnType<typeof watchWrites>, 'answered'>,
  live: Live,
): IngestWatch {
  return {
    answered: (parcel, receipt, waitedMs) => {
      canWrite.answered(receipt)
      watched.answered(parcel, receipt, waitedMs)
    },
    group: (report) => {
      watched.group(report)
      live.tell(STORED)
    },
  }
}

function tellLive(live: Live): Pick<Parameters<typeof startThreads>[0], 'onJob' | 'onQueue' | 'onAlarm'> {
  const teller = (event: LiveEventName) => (id: string) => live.tell({ event, id })
  return { onJob: teller('job'), onQueue: teller('review'), onAlarm: teller('alarm') }
}

/** A collector that may not start for want of a key makes no database either. */
function openStoreFor(config: Pick<Config, 'host' | 'data'>, isExposed: boolean): Store {
  // What is in memory is seen by one connection alone; a file is written by a thread of its own.
  const isInMemory = config.data === ':memory:'
  try {
    return openStore(config.data, {
      role: isInMemory ? 'both' : 'reader',
      mustExist: isExposed && !isInMemory,
      hold: true,
    })
  } catch (error) {
    throw isExposed && Refusal.is(error) && error.code === 'database.missing' ? unguarded(config) : error
  }
}
