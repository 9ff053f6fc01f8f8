// What memory a collector has, second by second.
import type { Section } from '../../measure/report.ts'
import type { Collector } from '../../servers/collector.ts'

const BETWEEN_MS = 1000
const COMPARED_SECONDS = 60

export interface MemoryWatch {
  /** What was seen until now. */
  stop: () => Section
}

export function watchMemory(collector: Collector): MemoryWatch {
  const seen: number[] = []
  const timer = setInterval(() => {
    if (collector.child.exitCode === null) seen.push(collector.memoryMebibytes())
  }, BETWEEN_MS)
  return {
    stop: () => {
      clearInterval(timer)
      const mean = (values: number[]): string =>
        values.length === 0 ? '' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(0)
      const first = seen.slice(0, COMPARED_SECONDS)
      const last = seen.slice(-COMPARED_SECONDS)
      return {
        title: 'Memory',
        columns: ['Seconds', 'First minute, mean MiB', 'Last minute, mean MiB', 'Most, MiB'],
        rows: [[String(seen.length), mean(first), mean(last), seen.length === 0 ? '' : Math.max(...seen).toFixed(0)]],
      }
    },
  }
}
