// What `monitor` costs around a function that does nothing, in time and in memory.
import { setTimeout as sleep } from 'node:timers/promises'
import { createTrimtab } from '@trimtab/sdk'
import { createRandom, makeWords } from '../measure/words.ts'
import { readOptions, say } from './options.ts'

export interface MonitorAppOptions {
  subject: 'small' | 'large' | 'features'
  callCount: number
  sinkUrl: string
}

export interface MonitorFigures {
  callUs: number
  cpuUs: number
  threadUs: number
  heapBytesQueued: number
}

declare const gc: () => void

const LARGE_WORDS = 3000
const FEATURE_COUNT = 30
/** Few enough to wait in memory, so that nothing is sent while the heap is looked at. */
const QUEUED_COUNT = { small: 1000, large: 150, features: 1000 }

const options = readOptions() as MonitorAppOptions
const trimtab = createTrimtab({ url: options.sinkUrl, service: 'bench' })

type Call = (number: number) => unknown

const texts = Array.from({ length: 64 }, (_, seed) =>
  makeWords(options.subject === 'large' ? LARGE_WORDS : 8, createRandom(seed)),
)
const rows = Array.from({ length: 64 }, (_, seed) => {
  const random = createRandom(seed)
  return Object.fromEntries(
    Array.from({ length: FEATURE_COUNT }, (_feature, index) => [
      `feature_${index}`,
      index % 5 === 0 ? makeWords(1, random) : random() / 1000,
    ]),
  )
})

function makeCalls(): { plain: Call; watched: Call } {
  if (options.subject === 'features') {
    const predict = (_row: object): { label: string; p: { [label: string]: number } } => ({
      label: 'yes',
      p: { yes: 0.8, no: 0.2 },
    })
    const watched = trimtab.monitor('bench', predict, {
      kind: 'classification',
      input: (features) => ({ features }),
      output: ({ label, p }) => ({ label, probabilities: p }),
    })
    return {
      plain: (number) => predict(rows[number % 64] ?? {}),
      watched: (number) => watched(rows[number % 64] ?? {}),
    }
  }
  const answer = async (_text: string): Promise<string> => 'This is what you asked for.'
  const watched = trimtab.monitor('bench', answer)
  return { plain: (number) => answer(texts[number % 64] ?? ''), watched: (number) => watched(texts[number % 64] ?? '') }
}

async function callMany(call: Call, count: number): Promise<void> {
  for (let number = 0; number < count; number += 1) await call(number)
}

interface Cost {
  callUs: number
  cpuUs: number
  threadUs: number
}

async function measure(call: Call): Promise<Cost> {
  gc()
  const cpuBefore = process.cpuUsage()
  const threadBefore = process.threadCpuUsage()
  const startMs = performance.now()
  await callMany(call, options.callCount)
  const callUs = ((performance.now() - startMs) * 1000) / options.callCount
  await trimtab.flush()
  const cpu = process.cpuUsage(cpuBefore)
  const thread = process.threadCpuUsage(threadBefore)
  return {
    callUs,
    cpuUs: (cpu.user + cpu.system) / options.callCount,
    threadUs: (thread.user + thread.system) / options.callCount,
  }
}

const { plain, watched } = makeCalls()
await callMany(plain, 2000)
await callMany(watched, 2000)
await trimtab.flush()
const without = await measure(plain)
const withIt = await measure(watched)

/** After what was only waiting to be let go. */
async function measureHeapBytes(): Promise<number> {
  await sleep(100)
  gc()
  gc()
  return process.memoryUsage().heapUsed
}

const emptyBytes = await measureHeapBytes()
await callMany(watched, QUEUED_COUNT[options.subject])
const queuedBytes = await measureHeapBytes()
await trimtab.flush()

const figures: MonitorFigures = {
  callUs: withIt.callUs - without.callUs,
  cpuUs: withIt.cpuUs - without.cpuUs,
  threadUs: withIt.threadUs - without.threadUs,
  heapBytesQueued: (queuedBytes - emptyBytes) / QUEUED_COUNT[options.subject],
}
await say(figures)
process.exit(0)
