// Items of a long stream, with pauses: what is read from memory without end would let nobody else have a turn, not even a
// health check.

import { setImmediate as nextTurn } from 'node:timers/promises'

/** Whoever waits for less notices nothing. */
const TURN_MS = 10

export async function* withPauses<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item> {
  let sinceMs = performance.now()
  for await (const item of items) {
    yield item
    if (performance.now() - sinceMs < TURN_MS) continue
    await nextTurn()
    sinceMs = performance.now()
  }
}
