import { describe, expect, it } from 'vitest'
import { type ItemOfQueue, itemsOfQueue } from './items-of-queue.ts'

/** A queue of so many items, and what was asked of it. */
function queueOf(count: number): { state: Parameters<typeof itemsOfQueue>[0]; asked: number[] } {
  const asked: number[] = []
  const reviewItems: Parameters<typeof itemsOfQueue>[0]['reviewItems'] = async ({ before = count + 1, limit }) => {
    asked.push(limit)
    const first = before - 1
    return Array.from({ length: Math.min(limit, first) }, (_, index) => ({ sequence: first - index }) as ItemOfQueue)
  }
  return { state: { reviewItems }, asked }
}

describe('the items of a queue', () => {
  it.each([0, 1, 19, 20, 21, 40, 55])('are read to the last of %i, each once', async (count) => {
    const sequences: number[] = []
    for await (const { sequence } of itemsOfQueue(queueOf(count).state, { queue: 'a' })) sequences.push(sequence)
    expect(sequences).toEqual(Array.from({ length: count }, (_, index) => count - index))
  })

  it('are read no further than somebody reads on', async () => {
    const { state, asked } = queueOf(1000)
    const items = itemsOfQueue(state, { queue: 'a', before: 500 })
    expect((await items.next()).value).toEqual({ sequence: 499 })
    await items.return(undefined)
    expect(asked).toEqual([20])
  })
})
