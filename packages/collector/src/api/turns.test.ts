import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

describe('turns', () => {
  it('are had by no more than so many at once, in order, and by everybody', async () => {
    const turn = fc.record({ ticks: fc.integer({ min: 1, max: 5 }), fails: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(turn, { maxLength: 20 }), async (atOnceMax, turns) => {
        const takeTurns = createTurns(atOnceMax)
        const begun: number[] = []
        let now = 0
        let most = 0
        const all = turns.map(({ ticks, fails }, number) =>
          takeTurns(async () => {
            begun.push(number)
            now += 1
            most = Math.max(most, now)
            for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve()
            now -= 1
            if (fails) throw new Error('failed')
            return number
          }).catch(() => null),
        )
        expect(await Promise.all(all)).toEqual(turns.map(({ fails }, number) => (fails ? null : number)))
        expect(begun).toEqual(turns.map((_, number) => number))
        expect(most).toBe(Math.min(atOnceMax, turns.length))
      }),
    )
  })

  it('of one who asks for many are not had before those of one who asks for few', async () => {
    const takeTurns = createTurns(1)
    const done: string[] = []
    const ask = (who: string) =>
      takeTurns(async () => {
        await Promise.resolve()
        done.push(who)
      }, who)
    await Promise.all([...Array.from({ length: 5 }, () => ask('many')), ask('few'), ask('other'), ask('few')])
    expect(done).toEqual(['many', 'many', 'few', 'other', 'many', 'few', 'many', 'many'])
  })
})
