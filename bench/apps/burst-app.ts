// Predictions as fast as they can be made, while the collector is slow to answer.
import { createTrimtab } from '@trimtab/sdk'
import { makeWords, createRandom } from '../measure/words.ts'
import { markOf } from './conversation.ts'
import { readOptions, say } from './options.ts'

export interface BurstOptions {
  sinkUrl: string
  count: number
  /** Whether the event loop gets its turn in between. */
  pace: 'one loop' | 'as requests come'
}

export interface BurstFigures {
  burstMs: number
  deliveredMs: number
  stats: object
  rssBeforeBytes: number
  rssMaxBytes: number
  queuedMax: number
}

/** As a busy server would: so many at once, then the event loop turns. */
const REQUESTS_A_TURN = 50
const FLUSH_MS_MAX = 300_000

const options = readOptions() as BurstOptions
const trimtab = createTrimtab({ url: options.sinkUrl, service: 'bench' })
const text = makeWords(40, createRandom(3))
const predict = trimtab.monitor('bench', (question: string) => ({ label: question.length > 10 ? 'long' : 'short' }), {
  kind: 'classification',
  input: (question) => ({ text: question }),
  output: ({ label }) => ({ label }),
})

let queuedMax = 0

function look(): void {
  queuedMax = Math.max(queuedMax, trimtab.stats().predictions.queued)
}

const rssBeforeBytes = process.memoryUsage.rss()
const startMs = performance.now()
for (let number = 0; number < options.count; number += 1) {
  predict(`${markOf('call', number)} ${text}`)
  if (options.pace === 'as requests come' && number % REQUESTS_A_TURN === 0) {
    await new Promise((resolve) => setImmediate(resolve))
    look()
  }
}
look()
const burstMs = performance.now() - startMs
await trimtab.flush({ timeoutMs: FLUSH_MS_MAX })
await say({
  burstMs,
  deliveredMs: performance.now() - startMs,
  stats: trimtab.stats().predictions,
  rssBeforeBytes,
  rssMaxBytes: process.resourceUsage().maxRSS * 1024,
  queuedMax,
} satisfies BurstFigures)
process.exit(0)
