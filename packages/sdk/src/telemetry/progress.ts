// Counts items in and items settled, so that somebody can wait for all up to a certain one.
import { clearRealTimeout, setRealTimeout } from '../clock.ts'

export interface Progress {
  add: (count: number) => void
  advance: (count: number) => void
  added: () => number
  /** Resolves when that many are settled, when the time is up, or when the signal says so. */
  reach: (target: number, timeoutMs: number, signal?: AbortSignal) => Promise<void>
}

export function createProgress(): Progress {
  const waiters = new Set<{ target: number; end: () => void }>()
  let added = 0
  let settled = 0
  return {
    add: (count) => {
      added += count
    },
    advance: (count) => {
      settled += count
      for (const waiter of waiters) if (settled >= waiter.target) waiter.end()
    },
    added: () => added,
    reach: (target, timeoutMs, signal) => {
      if (settled >= target || signal?.aborted === true) return Promise.resolve()
      return new Promise((resolve) => {
        const waiter = { target, end }
        // Not unref'ed: whoever waits for this wants the process to live until it is done.
        const deadline = setRealTimeout(end, timeoutMs)
        waiters.add(waiter)
        signal?.addEventListener('abort', end)
        function end(): void {
          clearRealTimeout(deadline)
          waiters.delete(waiter)
          signal?.removeEventListener('abort', end)
          resolve()
        }
      })
    },
  }
}
