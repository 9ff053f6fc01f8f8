// Gives inputs to the collector's door in threads of their own, and watches the threads: one that hangs or dies tells
// by its silence which input it was at.
import { Worker } from 'node:worker_threads'
import { type Broken, type FromThread, THREAD_MEMORY_MB_MAX, SILENCE_MS_MAX, type Start } from './laws.ts'

const LOOK_MS = 500

export interface MemoryRun {
  done: number
  outcomes: { [outcome: string]: number }
  memoryMbMax: number
}

interface MemoryStart {
  seed: number
  inputs: number
  untilMs: number
  threads: number
  onBroken: (broken: Broken) => void
}

export async function fuzzInMemory({ seed, inputs, untilMs, threads, onBroken }: MemoryStart): Promise<MemoryRun> {
  const run: MemoryRun = { done: 0, outcomes: {}, memoryMbMax: 0 }
  const count = Math.ceil(inputs / threads)
  const runs = Array.from({ length: threads }, (_, first) =>
    runThread({ start: { seed, first, step: threads, count, untilMs }, run, onBroken }),
  )
  const look = setInterval(() => {
    run.memoryMbMax = Math.max(run.memoryMbMax, Math.round(process.memoryUsage.rss() / 2 ** 20))
  }, LOOK_MS)
  await Promise.all(runs)
  clearInterval(look)
  if (run.memoryMbMax > THREAD_MEMORY_MB_MAX * threads) {
    onBroken({ kind: 'broken', number: 0, law: `${threads} threads held ${run.memoryMbMax} MB` })
  }
  return run
}

interface ThreadRun {
  start: Omit<Start, 'current'>
  run: MemoryRun
  onBroken: (broken: Broken) => void
}

function runThread({ start, run, onBroken }: ThreadRun): Promise<void> {
  const current = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const worker = new Worker(new URL('./fuzzing-thread.ts', import.meta.url), {
    workerData: { ...start, current } satisfies Start,
    resourceLimits: { maxOldGenerationSizeMb: THREAD_MEMORY_MB_MAX },
  })
  const { promise, resolve } = Promise.withResolvers<void>()
  let [seen, seenMs] = [-1, Date.now()]
  const look = setInterval(() => {
    const number = current[0] ?? 0
    if (number !== seen) [seen, seenMs] = [number, Date.now()]
    if (Date.now() - seenMs < SILENCE_MS_MAX) return
    onBroken({ kind: 'broken', number, law: `it took more than ${SILENCE_MS_MAX} ms` })
    void worker.terminate()
  }, LOOK_MS)
  worker.on('message', (message: FromThread) => {
    if (message.kind === 'broken') return onBroken(message)
    run.done += message.done
    for (const [outcome, times] of Object.entries(message.outcomes)) {
      run.outcomes[outcome] = (run.outcomes[outcome] ?? 0) + times
    }
  })
  worker.on('error', (error) => {
    onBroken({ kind: 'broken', number: current[0] ?? 0, law: `it ended the thread: ${String(error)}` })
  })
  worker.on('exit', () => {
    clearInterval(look)
    resolve()
  })
  return promise
}
