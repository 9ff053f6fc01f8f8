import { describe, expect, it, vi } from 'vitest'
import { startLoop } from './loop.ts'
import type { Work } from './work.ts'

/** Work that has so many steps to do, and then nothing until it is poked. */
function makeWork(steps: number): Work & { done: () => number } {
  let left = steps
  let done = 0
  return {
    step: async () => {
      if (left === 0) return 60_000
      left -= 1
      done += 1
      return 0
    },
    poke: () => {
      left += 1
    },
    settle: () => Promise.resolve(),
    done: () => done,
  }
}

describe('the loop', () => {
  it('goes on as long as there is more to do', async () => {
    const work = makeWork(5)
    const loop = startLoop(work)
    await vi.waitFor(() => expect(work.done()).toBe(5))
    await loop.stop()
  })

  it('rests when there is nothing, and does what it is poked for at once', async () => {
    const work = makeWork(0)
    const loop = startLoop(work)
    await new Promise((resolve) => setTimeout(resolve, 20))
    loop.poke('stored')
    await vi.waitFor(() => expect(work.done()).toBe(1), { timeout: 2_000 })
    await loop.stop()
  })

  it('forgets no poke that comes during a step', async () => {
    let steps = 0
    const { promise: isInStep, resolve: enter } = Promise.withResolvers<undefined>()
    const { promise: mayEnd, resolve: end } = Promise.withResolvers<undefined>()
    const loop = startLoop({
      step: async () => {
        steps += 1
        if (steps > 1) return 60_000
        enter(undefined)
        await mayEnd
        return 60_000
      },
      poke: () => undefined,
      settle: () => Promise.resolve(),
    })
    await isInStep
    loop.poke('job')
    end(undefined)
    await vi.waitFor(() => expect(steps).toBe(2), { timeout: 2_000 })
    await loop.stop()
  })

  it('ends with the step under way', async () => {
    const work = makeWork(3)
    const loop = startLoop(work)
    await loop.stop()
    const done = work.done()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(work.done()).toBe(done)
  })
})
