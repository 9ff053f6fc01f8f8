import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createQueue, type Item } from './queue.ts'

const limits = { itemsMax: 5, bytesMax: 20 }
const batch = { itemsMax: 2, bytesMax: 8 }

describe('the queue', () => {
  it('holds what is sent and what waits within both of its bounds, and refuses only what would break one', () => {
    const steps = fc.array(fc.oneof(fc.integer({ min: 1, max: 25 }), fc.constantFrom('take', 'release')))
    fc.assert(
      fc.property(steps, (actions) => {
        const queue = createQueue(limits)
        const held: Item[] = []
        const taken: Item[] = []
        const misjudged: number[] = []
        for (const action of actions) {
          if (action === 'take' && !queue.isEmpty()) taken.push(...queue.take(batch))
          if (action === 'release') {
            const released = taken.splice(0, 2)
            queue.release(released)
            held.splice(0, released.length)
          }
          if (typeof action === 'number') {
            const heldBytes = held.reduce((sum, item) => sum + item.bytes, 0)
            const fits = held.length < limits.itemsMax && heldBytes + action <= limits.bytesMax
            const item = { json: '', bytes: action }
            const isKept = queue.push(item)
            if (isKept) held.push(item)
            if (isKept !== fits) misjudged.push(action)
          }
          expect(queue.count()).toBe(held.length)
        }
        expect(misjudged).toEqual([])
      }),
    )
  })
})
