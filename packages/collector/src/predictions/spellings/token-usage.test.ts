import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readUsage } from './token-usage.ts'

describe('the tokens of a call', () => {
  it('include what was read from a cache and written to it, where the sender counts that beside them', () => {
    expect(readUsage({ input: 149, output: 77, cached: 1152 })).toEqual({
      inputTokens: 1301,
      outputTokens: 77,
      cachedInputTokens: 1152,
    })
    expect(readUsage({ input: 100, output: 5, cached: 0, cacheWritten: 300 }).inputTokens).toBe(400)
  })

  it('are left as they are where the cache is part of them', () => {
    expect(readUsage({ input: 1301, output: 77, cached: 1152 }).inputTokens).toBe(1301)
  })

  it('are known by their total to leave the cache out, or not', () => {
    const counts = { input: 1000, output: 10, cached: 200 }
    expect(readUsage({ ...counts, total: 1210 }).inputTokens).toBe(1200)
    expect(readUsage({ ...counts, total: 1010 }).inputTokens).toBe(1000)
  })

  it('that were not counted are not zero', () => {
    expect(readUsage({ input: null, output: undefined, cached: -1 })).toEqual({})
  })

  it('are never fewer than those from the cache', () => {
    const count = fc.option(fc.nat(), { nil: null })
    const counts = fc.record({ input: fc.nat(), output: count, total: count, cached: fc.nat(), cacheWritten: count })
    fc.assert(
      fc.property(counts, (said) => {
        const { inputTokens = 0, cachedInputTokens = 0 } = readUsage(said)
        expect(inputTokens).toBeGreaterThanOrEqual(cachedInputTokens)
        expect(inputTokens).toBeGreaterThanOrEqual(said.input)
      }),
    )
  })
})
