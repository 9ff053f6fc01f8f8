import { setTimeout as pause } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createByteBudget } from './byte-budget.ts'

const KIB = 1024
const anySize = fc.integer({ min: 0, max: 600 * KIB })
const busy = { code: 'collector.busy' }

describe('the budget of bytes under way', () => {
  it('is held as long as a request uses it, and given back however that ends', async () => {
    const budget = createByteBudget({ bytesMax: 1024 * KIB })
    const during = await budget.hold(0, async ({ take }) => {
      take(100 * KIB)
      return budget.bytesHeld()
    })
    expect([during > 100 * KIB, budget.bytesHeld()]).toEqual([true, 0])
    const failing = budget.hold(0, async ({ take }) => {
      take(100 * KIB)
      throw new Error('broke off')
    })
    await expect(failing).rejects.toThrow('broke off')
    expect(budget.bytesHeld()).toBe(0)
  })

  it('refuses what does not fit, at the door or while it comes, and nothing else', async () => {
    const budget = createByteBudget({ bytesMax: 1024 * KIB })
    await expect(budget.hold(2048 * KIB, async () => 'in')).rejects.toMatchObject(busy)
    await expect(budget.hold(0, async ({ take }) => take(2048 * KIB))).rejects.toMatchObject(busy)
    await budget.hold(0, async ({ take, give }) => {
      take(900 * KIB)
      await expect(budget.hold(200 * KIB, async () => 'in')).rejects.toMatchObject(busy)
      expect(await budget.hold(20 * KIB, async () => 'in')).toBe('in')
      give(900 * KIB)
      expect(await budget.hold(200 * KIB, async () => 'in')).toBe('in')
    })
  })

  it('keeps a place for what is announced, and not for long', async () => {
    const budget = createByteBudget({ bytesMax: 1024 * KIB, announcedMsMax: 30 })
    await budget.hold(900 * KIB, async ({ take }) => {
      await expect(budget.hold(200 * KIB, async () => 'in')).rejects.toMatchObject(busy)
      take(600 * KIB)
      expect(budget.bytesHeld()).toBe(916 * KIB)
      await pause(60)
      expect(budget.bytesHeld()).toBe(616 * KIB)
      expect(await budget.hold(200 * KIB, async () => 'in')).toBe('in')
      take(300 * KIB)
    })
    expect(budget.bytesHeld()).toBe(0)
  })

  it('bounds the number of requests too', async () => {
    const budget = createByteBudget({ bytesMax: 1024 * KIB })
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
    const held = Array.from({ length: 1000 }, () => budget.hold(0, async () => released).catch(() => 'refused'))
    release(undefined)
    const outcomes = await Promise.all(held)
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(64)
  })

  it('is never exceeded and always empty in the end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(anySize, fc.array(anySize))), async (requests) => {
        const budget = createByteBudget({ bytesMax: 1024 * KIB })
        let heldMost = 0
        const ended = requests.map(([announced, chunks]) =>
          budget
            .hold(announced, async ({ take }) => {
              for (const chunk of chunks) {
                take(chunk)
                heldMost = Math.max(heldMost, budget.bytesHeld())
                await Promise.resolve()
              }
            })
            .catch(() => undefined),
        )
        await Promise.all(ended)
        expect([heldMost <= 1024 * KIB, budget.bytesHeld()]).toEqual([true, 0])
      }),
    )
  })

  it('leaves room for others than the one caller who takes the most', async () => {
    const budget = createByteBudget({ bytesMax: 1024 * KIB })
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>()
    const hold = (bytes: number, caller: string | null) => budget.hold(bytes, () => released, caller)
    const first = hold(700 * KIB, 'one')
    await expect(hold(60 * KIB, 'one')).rejects.toMatchObject({ code: 'collector.busy' })
    const second = hold(60 * KIB, 'another')
    const third = hold(60 * KIB, null)
    release(undefined)
    await Promise.all([first, second, third])
    expect(budget.bytesHeld()).toBe(0)
    // What was given back can be had again.
    await hold(700 * KIB, 'one')
  })
})
