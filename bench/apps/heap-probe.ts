// Loaded into a process before its own code, and so into each of its threads: what lives in the heap of each, told to a file
// line by line. What is garbage is collected first; it would say more about how much memory the machine has.
import { appendFileSync } from 'node:fs'
import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { threadId } from 'node:worker_threads'

const EVERY_MS = 250
const file = process.env['BENCH_HEAP_FILE'] ?? ''

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

setInterval(() => {
  collectGarbage()
  const sample = { thread: threadId, atMs: Date.now(), bytes: getHeapStatistics().used_heap_size }
  appendFileSync(file, `${JSON.stringify(sample)}\n`)
}, EVERY_MS).unref()
