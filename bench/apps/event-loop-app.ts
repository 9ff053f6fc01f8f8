// An app that makes calls at a steady rate, by turns watched and not, and looks at how late its event loop is.
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { loadContestant, PLAIN, TRIMTAB } from '../contestants/catalogue.ts'
import type { Contestant } from '../contestants/contestant.ts'
import { quantile } from '../measure/statistics.ts'
import { createAnswers } from '../servers/canned-answers.ts'
import { askOnce } from './conversation.ts'
import { readOptions, say } from './options.ts'

export interface EventLoopOptions {
  sinkUrl: string
  callsPerSecond: number
  segmentMs: number
  segmentCount: number
}

export interface Delays {
  p50Ms: number
  p99Ms: number
  maxMs: number
}

export interface Segment {
  isWatched: boolean
  callCount: number
  /** What Node's own histogram says. */
  histogram: Delays
  /** How late the timer was that makes the calls. */
  lateness: Delays
  /** Share of the time in which the event loop was not idle. */
  utilisation: number
}

export interface EventLoopFigures {
  segments: Segment[]
}

/** How long the model takes, so that calls overlap as they do in an app. */
const ANSWER_MS = 30
const TICK_MS = 1
const PAUSE_MS = 300

declare const gc: () => void

const options = readOptions() as EventLoopOptions
const next = createAnswers('whole')

async function answerLater(): Promise<Response> {
  await sleep(ANSWER_MS)
  const { contentType, body } = next()
  return new Response(new Uint8Array(body), { headers: { 'content-type': contentType } })
}

async function openNamed(name: string): Promise<Contestant> {
  const open = await loadContestant(name)
  return open({ providerUrl: 'http://127.0.0.1:9/v1', sinkUrl: options.sinkUrl, fetch: answerLater })
}

let callNumber = 0

/** Makes the calls that are due, tick after tick, until the segment is over. */
function runSegment(
  contestant: Contestant,
  durationMs: number,
): Promise<{ latenessMs: number[]; calls: Promise<void>[] }> {
  const calls: Promise<void>[] = []
  const latenessMs: number[] = []
  const startMs = performance.now()
  let dueMs = startMs + TICK_MS
  return new Promise((resolve) => {
    function tick(): void {
      const nowMs = performance.now()
      latenessMs.push(Math.max(0, nowMs - dueMs))
      const dueCount = Math.floor(((nowMs - startMs) * options.callsPerSecond) / 1000)
      while (calls.length < dueCount) {
        calls.push(askOnce(contestant.client, { kind: 'call', number: callNumber, isStream: false }))
        callNumber += 1
      }
      if (nowMs - startMs > durationMs) return resolve({ latenessMs, calls })
      dueMs = performance.now() + TICK_MS
      setTimeout(tick, TICK_MS)
    }
    setTimeout(tick, TICK_MS)
  })
}

async function measureSegment(contestant: Contestant, isWatched: boolean): Promise<Segment> {
  gc()
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  const loopBefore = performance.eventLoopUtilization()
  histogram.enable()
  const { latenessMs, calls } = await runSegment(contestant, options.segmentMs)
  await Promise.all(calls)
  await contestant.flush()
  histogram.disable()
  const { utilization: utilisation } = performance.eventLoopUtilization(loopBefore)
  const sorted = latenessMs.toSorted((one, other) => one - other)
  await sleep(PAUSE_MS)
  return {
    isWatched,
    callCount: calls.length,
    histogram: {
      p50Ms: histogram.percentile(50) / 1e6,
      p99Ms: histogram.percentile(99) / 1e6,
      maxMs: histogram.max / 1e6,
    },
    lateness: { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), maxMs: sorted.at(-1) ?? 0 },
    utilisation,
  }
}

const plain = await openNamed(PLAIN)
const watched = await openNamed(TRIMTAB)
for (const contestant of [plain, watched]) {
  const { calls } = await runSegment(contestant, 1500)
  await Promise.all(calls)
  await contestant.flush()
}

const segments: Segment[] = []
for (let index = 0; index < options.segmentCount; index += 1) {
  // Two and two, turned round each time, so that nobody always comes after the other.
  const isWatched = index % 4 === 1 || index % 4 === 2
  segments.push(await measureSegment(isWatched ? watched : plain, isWatched))
}
await say({ segments } satisfies EventLoopFigures)
process.exit(0)
