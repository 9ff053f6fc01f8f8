// Who waits for the lock of the database looks for it now and then and does not queue: whoever takes it again and again
// leaves it free in between, for longer than it was held, or nobody else would ever find it free.

import { setTimeout as wait } from 'node:timers/promises'

/** As long as something was written, and so many times as long. */
const REST_TIMES = 2
const REST_MS_MAX = 50

/** Does it, and rests. */
export async function withRest<Result>(write: () => Result): Promise<Result> {
  const startMs = performance.now()
  const result = write()
  await wait(Math.min(REST_TIMES * (performance.now() - startMs), REST_MS_MAX))
  return result
}
