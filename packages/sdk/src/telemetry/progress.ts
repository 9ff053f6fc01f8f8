// Counts items in and items settled, in the order they came, so that somebody can wait for all up to a certain one.

export interface Progress {
  add: () => void
  advance: (count: number) => void
  added: () => number
  /** Resolves when that many are settled, or when the time is up. */
  reach: (target: number, timeoutMs: number) => Promise<void>
}

export function createProgress(): Progress {
  const waiters = new Set<{ target: number; end: () => void }>()
  let added = 0
  let settled = 0
  return {
    add: () => {
      added += 1
    },
    advance: (count) => {
      settled += count
      for (const waiter of waiters) if (settled >= waiter.target) waiter.end()
    },
    added: () => added,
    reach: (target, timeoutMs) => {
      if (settled >= target) return Promise.resolve()
      return new Promise((resolve) => {
        const waiter = { target, end }
        // Not unref'ed: whoever waits for this wants the process to live until it is done.
        const deadline = setTimeout(end, timeoutMs)
        waiters.add(waiter)
        function end(): void {
          clearTimeout(deadline)
          waiters.delete(waiter)
          resolve()
        }
      })
    },
  }
}
