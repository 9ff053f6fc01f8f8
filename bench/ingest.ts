// How fast predictions are taken over HTTP and acknowledged when they are on disk, as a share of what a database takes
// from one thread that does nothing else; and what happens to ten times as many senders.
import type { LoadOptions, LoadResult } from './apps/load-app.ts'
import type { RawOptions, RawResult } from './apps/raw-insert-app.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { writeReport } from './measure/report.ts'
import { runApp } from './measure/run-app.ts'
import { quantile, showSpread, summarise } from './measure/statistics.ts'
import { type Collector, removeData, startCollector } from './servers/collector.ts'
import type { Shape } from './traffic/shapes.ts'

const ROUNDS_DEFAULT = 5
const SECONDS_DEFAULT = 10
const CONNECTIONS = 8
const PER_REQUEST = 100
const WARM_UP_MS = 2000
/** What SQLite has by itself, and what Trimtab's own database has. */
const RAW_PAGES = [4096, 16_384] as const

interface Variant {
  name: string
  shape: Shape
  encoding: LoadOptions['encoding']
  compression: LoadOptions['compression']
}

const VARIANTS: readonly Variant[] = [
  { name: 'single', shape: 'single', encoding: 'protobuf', compression: 'none' },
  { name: 'chat', shape: 'chat', encoding: 'protobuf', compression: 'none' },
  { name: 'single-json-gzip', shape: 'single', encoding: 'json', compression: 'gzip' },
  { name: 'chat-json-gzip', shape: 'chat', encoding: 'json', compression: 'gzip' },
  { name: 'single-zstd', shape: 'single', encoding: 'protobuf', compression: 'zstd' },
  { name: 'chat-zstd', shape: 'chat', encoding: 'protobuf', compression: 'zstd' },
]

interface Round {
  perSecond: number
  shares: number[]
  p50: number
  p99: number
  cpuPerMillion: number
  peakMebibytes: number
}

let nextRun = Date.now() % 1_000_000

function rate({ acknowledged, seconds }: LoadResult): number {
  return acknowledged / seconds
}

async function runRaw(variant: Variant, measuredMs: number): Promise<RawResult[]> {
  const results: RawResult[] = []
  for (const pageBytes of RAW_PAGES) {
    const options: RawOptions = { shape: variant.shape, perRequest: PER_REQUEST, run: 1, measuredMs, pageBytes }
    results.push(await runApp<RawResult>('raw-insert-app.ts', options))
  }
  return results
}

function load(collector: Collector, variant: Variant, said: Partial<LoadOptions>): Promise<LoadResult> {
  nextRun += 1
  return runApp<LoadResult>('load-app.ts', {
    ...variant,
    url: collector.url,
    connections: CONNECTIONS,
    perRequest: PER_REQUEST,
    run: nextRun,
    warmUpMs: WARM_UP_MS,
    measuredMs: SECONDS_DEFAULT * 1000,
    firstRequest: 0,
    ...said,
  } satisfies LoadOptions)
}

/** Raw, ours, raw: whatever else the machine does meets both. */
async function runRound(variant: Variant, seconds: number, rawBefore: RawResult[]): Promise<[Round, RawResult[]]> {
  const collector = await startCollector()
  const cpuBefore = collector.cpuSeconds()
  const result = await load(collector, variant, { measuredMs: seconds * 1000 })
  // The warm-up sends as much in proportion.
  const sent = (result.acknowledged * (seconds * 1000 + WARM_UP_MS)) / (seconds * 1000)
  const cpuPerMillion = ((collector.cpuSeconds() - cpuBefore) / sent) * 1_000_000
  const peakMebibytes = collector.peakMebibytes()
  await collector.stop()
  removeData(collector)
  const rawAfter = await runRaw(variant, seconds * 500)
  const shares = RAW_PAGES.map((_, index) => {
    const raws = [rawBefore[index], rawAfter[index]].map((raw) => (raw === undefined ? 0 : raw.inserted / raw.seconds))
    return rate(result) / ((Number(raws[0]) + Number(raws[1])) / 2)
  })
  const p50 = quantile(result.latencies, 0.5)
  const p99 = quantile(result.latencies, 0.99)
  const round = { perSecond: rate(result), shares, p50, p99, cpuPerMillion, peakMebibytes }
  note(`${variant.name}: ${JSON.stringify(round)} ${JSON.stringify(result.statuses)}`)
  return [round, rawAfter]
}

async function runVariant(variant: Variant, rounds: number, seconds: number): Promise<string[]> {
  let raw = await runRaw(variant, seconds * 500)
  const all: Round[] = []
  for (let round = 0; round < rounds; round += 1) {
    const [result, rawAfter] = await runRound(variant, seconds, raw)
    all.push(result)
    raw = rawAfter
  }
  const show = (pick: (round: Round) => number, digits = 0): string => showSpread(summarise(all.map(pick)), digits)
  return [
    variant.name,
    show(({ perSecond }) => perSecond),
    show(({ shares }) => shares[0] ?? 0, 2),
    show(({ shares }) => shares[1] ?? 0, 2),
    `${show(({ p50 }) => p50)} / ${show(({ p99 }) => p99)}`,
    show(({ cpuPerMillion }) => cpuPerMillion),
    Math.max(...all.map(({ peakMebibytes }) => peakMebibytes)).toFixed(0),
  ]
}

const OVERLOAD_TIMES = 10

/** Before, at ten times as many senders that never pause, and right after. */
async function overload(variant: Variant, seconds: number): Promise<string[][]> {
  const collector = await startCollector()
  const rows: string[][] = []
  for (const [phase, connections] of [
    ['before', CONNECTIONS],
    ['overload', CONNECTIONS * OVERLOAD_TIMES],
    ['right after', CONNECTIONS],
  ] as const) {
    const warmUpMs = phase === 'right after' ? 0 : WARM_UP_MS
    const result = await load(collector, variant, { connections, warmUpMs, measuredMs: seconds * 1000 })
    const refused = Object.entries(result.statuses).filter(([status]) => status !== '200')
    const refusedCount = refused.reduce((sum, [, count]) => sum + count, 0)
    rows.push([
      variant.name,
      phase,
      String(connections),
      rate(result).toFixed(0),
      `${quantile(result.latencies, 0.5).toFixed(0)} / ${quantile(result.latencies, 0.99).toFixed(0)}`,
      refused.map(([status, count]) => `${count} × ${status}`).join(', ') || 'none',
      refusedCount === 0 ? '' : `${result.withRetryAfter} of ${refusedCount}`,
      collector.peakMebibytes().toFixed(0),
    ])
    note(rows.at(-1)?.join(' | ') ?? '')
  }
  await collector.stop()
  removeData(collector)
  return rows
}

export const measureIngest: Measurement = async ({ rounds = ROUNDS_DEFAULT, seconds = SECONDS_DEFAULT, only }) => {
  const isChosen = (name: string): boolean => only === undefined || only.includes(name)
  const sustained: string[][] = []
  for (const variant of VARIANTS) {
    if (isChosen(variant.name)) sustained.push(await runVariant(variant, rounds, seconds))
  }
  const overloaded: string[][] = []
  for (const variant of VARIANTS.slice(0, 2)) {
    if (isChosen('overload')) overloaded.push(...(await overload(variant, seconds)))
  }
  const [{ rowBytes: single } = { rowBytes: 0 }] = await runRaw(VARIANTS[0] as Variant, 300)
  const [{ rowBytes: chat } = { rowBytes: 0 }] = await runRaw(VARIANTS[1] as Variant, 300)
  writeReport({
    name: 'ingest',
    title: 'How fast predictions are taken',
    versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
    introduction: `The built collector in a process of its own; a sender in another process on the same cores posts OTLP bodies of ${PER_REQUEST} predictions over ${CONNECTIONS} connections, each with the next as soon as the last is answered. 200 is answered after the commit, with \`synchronous=FULL\`. Ids and texts are different in every prediction (\`single\`: ${(single / 1000).toFixed(1)} kB as a finished row), but for the history that a conversation sends again with each of its ten turns (\`chat\`: ${(chat / 1000).toFixed(1)} kB on average). "Share" is against better-sqlite3 inserting the same finished rows in one thread, 500 a transaction, without an index, measured before and after each round; making those rows is not counted.`,
    sections: [
      {
        title: 'Sustained',
        explanation: `${rounds} rounds of ${seconds} s after ${WARM_UP_MS / 1000} s, a new database in each; median and quartiles.`,
        columns: [
          'What',
          'Predictions a second',
          'Share of raw (4 kB pages)',
          'Share of raw (16 kB pages)',
          'Acknowledged after, p50 / p99 ms',
          'CPU seconds a million',
          'Peak memory, MiB',
        ],
        rows: sustained,
      },
      {
        title: 'Ten times as many senders',
        explanation: `${seconds} s each, one after the other on one collector. Senders never wait, whatever they are answered.`,
        columns: [
          'What',
          'When',
          'Connections',
          'Predictions a second',
          'Acknowledged after, p50 / p99 ms',
          'Refused requests',
          'Of these with Retry-After',
          'Peak memory so far, MiB',
        ],
        rows: overloaded,
      },
    ],
  })
}
