// How the memory of a process goes on while it works: what lives in the heaps of its threads, and what the system gave it.
// Linux only.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const EVERY_MS = 20
const MEBIBYTE = 1024 * 1024
/** Of the time of the work; before it a process only gets going. */
const [EARLY_FROM, EARLY_TO] = [0.1, 0.2]
const LATE_FROM = 0.9

/**
 * With them V8 tidies up as it would on a small machine; without, what it leaves lying about depends on how much memory there
 * is, and hides what is looked for.
 */
export const TIDY_FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=128']

export interface MemoryCourse {
  /** Mebibytes after a tenth of the time, and in the last tenth. */
  heap: { early: number; late: number }
  resident: { early: number; late: number; peak: number }
}

interface Sample {
  atMs: number
  bytes: number
}

/** For `node`, of a process that tells its heaps to a file. */
export function probeFlags(): string[] {
  return [...TIDY_FLAGS, '--import', join(import.meta.dirname, '..', 'apps', 'heap-probe.ts')]
}

export function probeEnvironment(heapFile: string): { [name: string]: string } {
  return { BENCH_HEAP_FILE: heapFile }
}

/** Watches until it is asked for the course. */
export function watchMemory(pid: number | undefined, heapFile: string): () => MemoryCourse {
  const startMs = Date.now()
  const resident: Sample[] = []
  const timer = setInterval(() => {
    const kibibytes = /VmRSS:\s*(\d+)/.exec(readStatus(pid))?.[1]
    if (kibibytes !== undefined) resident.push({ atMs: Date.now(), bytes: Number(kibibytes) * 1024 })
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    const endMs = Date.now()
    const within = (samples: readonly Sample[], from: number, to: number): number => {
      const place = ({ atMs }: Sample): number => (atMs - startMs) / (endMs - startMs)
      const found = samples.filter((sample) => place(sample) >= from && place(sample) <= to)
      return Math.max(...found.map(({ bytes }) => bytes)) / MEBIBYTE
    }
    const heaps = [...readHeaps(heapFile).values()]
    const sum = (from: number, to: number): number =>
      heaps.map((samples) => within(samples, from, to)).reduce((one, other) => one + Math.max(0, other), 0)
    return {
      heap: { early: sum(EARLY_FROM, EARLY_TO), late: sum(LATE_FROM, 1) },
      resident: {
        early: within(resident, EARLY_FROM, EARLY_TO),
        late: within(resident, LATE_FROM, 1),
        peak: within(resident, 0, 1),
      },
    }
  }
}

/** By thread. */
function readHeaps(file: string): Map<number, Sample[]> {
  const samples = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Sample & { thread: number })
  return Map.groupBy(samples, ({ thread }) => thread)
}

/** Empty once it has ended. */
function readStatus(pid: number | undefined): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
