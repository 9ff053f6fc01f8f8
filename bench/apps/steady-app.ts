// An app that predicts and hears from its users at a steady rate for a while, and says how its memory went.
import { setTimeout as sleep } from 'node:timers/promises'
import { createRandom, makeWords } from '../measure/words.ts'
import { markOf } from './conversation.ts'
import { openTrimtab, type Spooling } from './open-trimtab.ts'
import { readOptions, say } from './options.ts'

export interface SteadyOptions extends Spooling {
  seconds: number
  predictionsPerSecond: number
  /** One feedback for so many predictions. */
  predictionsPerFeedback: number
}

export interface SteadyFigures {
  predictionCount: number
  feedbackCount: number
  /** Resident memory, at equal distances in time. */
  rssBytes: number[]
  stats: object
  flushMs: number
}

const LOOKS = 10
const TICK_MS = 20
const FLUSH_MS_MAX = 120_000

declare const gc: () => void

const options = readOptions() as SteadyOptions
const trimtab = openTrimtab(options)
const text = makeWords(120, createRandom(3))
const predict = trimtab.monitor('bench', async (question: string) => `${question.length} ${text}`)

let predictionCount = 0
let feedbackCount = 0
const rssBytes: number[] = []

async function predictOnce(): Promise<void> {
  const number = predictionCount
  predictionCount += 1
  const { prediction } = await predict.detailed(`${markOf('call', number)} ${text}`)
  if (number % options.predictionsPerFeedback !== 0) return
  trimtab.feedback(prediction.id).thumbs('down', { comment: markOf('note', feedbackCount), actor: 'user-1' })
  feedbackCount += 1
}

const startMs = performance.now()
for (;;) {
  const passedMs = performance.now() - startMs
  if (passedMs > options.seconds * 1000) break
  const dueCount = (passedMs * options.predictionsPerSecond) / 1000
  while (predictionCount < dueCount) await predictOnce()
  if (passedMs > (rssBytes.length * options.seconds * 1000) / LOOKS) {
    gc()
    rssBytes.push(process.memoryUsage.rss())
  }
  await sleep(TICK_MS)
}
gc()
rssBytes.push(process.memoryUsage.rss())
const flushStartMs = performance.now()
await trimtab.flush({ timeoutMs: FLUSH_MS_MAX })
await say({
  predictionCount,
  feedbackCount,
  rssBytes,
  stats: trimtab.stats(),
  flushMs: performance.now() - flushStartMs,
} satisfies SteadyFigures)
process.exit(0)
