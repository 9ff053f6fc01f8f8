// What the collector counts of itself, for Prometheus. Every label has a fixed set of values: nothing a sender can
// choose is ever one, or a sender could fill the memory of whoever reads this.

import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { DROP_REASONS } from '../forward/forward.ts'

const SIGNALS = ['traces', 'logs', 'metrics', 'feedback', 'import'] as const
/** Taken and not kept: Trimtab has no use for it, and its senders have no error. */
const UNKEPT = 'metrics' satisfies (typeof SIGNALS)[number]

export type MetricSignal = (typeof SIGNALS)[number]

/**
 * `items`: single ones of a request that was taken. `key`: it had none that may do this. `media_type`: neither protobuf
 * nor JSON.
 */
export type MetricReason = 'items' | 'invalid' | 'media_type' | 'too_large' | 'busy' | 'unavailable' | 'key' | 'rate'

/** Told of what happens; it counts and answers nothing. */
export interface Metrics {
  accepted: (signal: MetricSignal, items: number) => void
  refused: (signal: MetricSignal, reason: MetricReason, items?: number) => void
  /** How long a sender waited for its answer. */
  acknowledged: (seconds: number) => void
  committed: (group: { seconds: number; rows: number }) => void
  /** The route is the pattern of one of ours and never the address that was asked for. */
  answered: (request: { route: string; status: number; seconds: number }) => void
  /** The page for Prometheus, with what is so at this moment. */
  read: (now: MetricsNow) => Promise<string>
  contentType: string
}

/** What is asked for when somebody reads the page. */
interface MetricsNow {
  queueDepth: number
  queueBytes: number
  /** Null where nothing was ever accepted. */
  lagSeconds: number | null
  forwarded: number
  forwardDropped: { readonly [reason in (typeof DROP_REASONS)[number]]?: number }
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const ROWS = [1, 5, 20, 100, 500, 1_000, 2_000, 4_000, 8_000]

export function createMetrics(): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const accepted = new Counter({
    name: 'trimtab_accepted_total',
    help: 'Items that were taken, and are on disk as far as they tell of a model call',
    labelNames: ['signal'],
    registers,
  })
  const unkept = new Counter({
    name: 'trimtab_unkept_total',
    help: 'Items that were taken so that a sender logs no errors, and are never kept',
    labelNames: ['signal'],
    registers,
  })
  const refused = new Counter({
    name: 'trimtab_refused_total',
    help: 'Items, or whole requests, that were not stored',
    labelNames: ['signal', 'reason'],
    registers,
  })
  const acknowledged = new Histogram({
    name: 'trimtab_ack_seconds',
    help: 'From the last byte of a request to its answer',
    buckets: SECONDS,
    registers,
  })
  const commit = new Histogram({
    name: 'trimtab_commit_seconds',
    help: 'One transaction of what waited',
    buckets: SECONDS,
    registers,
  })
  const rows = new Histogram({
    name: 'trimtab_group_rows',
    help: 'Rows that one transaction took',
    buckets: ROWS,
    registers,
  })
  const requests = new Histogram({
    name: 'trimtab_http_request_seconds',
    help: 'HTTP requests by route and status',
    labelNames: ['route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const showNow = createGauges(registers)
  // A series that is not there yet cannot be told from one that is not counted.
  for (const signal of SIGNALS) taken(signal).inc({ signal }, 0)

  function taken(signal: MetricSignal): Counter {
    return signal === UNKEPT ? unkept : accepted
  }

  return {
    accepted: (signal, items) => taken(signal).inc({ signal }, items),
    refused: (signal, reason, items = 1) => refused.inc({ signal, reason }, items),
    acknowledged: (seconds) => acknowledged.observe(seconds),
    committed: (group) => {
      commit.observe(group.seconds)
      rows.observe(group.rows)
    },
    answered: ({ route, status, seconds }) => requests.observe({ route, status }, seconds),
    read: (now) => {
      showNow(now)
      return registry.metrics()
    },
    contentType: registry.contentType,
  }
}

function createGauges(registers: Registry[]): (now: MetricsNow) => void {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers })
  const queueDepth = gauge('trimtab_queue_depth', 'Requests that wait for the writer')
  const queueBytes = gauge('trimtab_queue_bytes', 'Bytes that wait for the writer')
  const lag = gauge('trimtab_lag_seconds', 'Since the newest prediction started')
  const forwarded = gauge('trimtab_forwarded_total', 'Requests that were sent on')
  const dropped = new Gauge({
    name: 'trimtab_forward_dropped_total',
    help: 'Requests that could not be sent on',
    labelNames: ['reason'],
    registers,
  })
  return (now) => {
    queueDepth.set(now.queueDepth)
    queueBytes.set(now.queueBytes)
    if (now.lagSeconds !== null) lag.set(now.lagSeconds)
    forwarded.set(now.forwarded)
    for (const reason of DROP_REASONS) dropped.set({ reason }, now.forwardDropped[reason] ?? 0)
  }
}
