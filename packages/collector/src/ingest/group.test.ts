import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createGroup } from './group.ts'
import type { Parcel, Receipt } from './ingest.ts'

/** A parcel is told apart by its number, which is also how many rows it has. */
function makeParcel(number: number, bytes = 1): Parcel {
  const body = new Uint8Array(bytes)
  return Object.assign({ kind: 'otlp', signal: 'traces', encoding: 'json', body } as const, { number })
}

const numberOf = (parcel: Parcel): number => (parcel as Parcel & { number: number }).number

function stored(number: number): Receipt {
  return { outcome: 'stored', accepted: number, rejected: 0, reason: null, waiting: 0, isWaiting: [], isNew: [] }
}

/** A store that keeps numbers, and refuses every group in which one of `poisonous` is. */
function openFake({ poisonous = new Set<number>(), isBroken = false, rowsMax = 5, bytesMax = 100 } = {}) {
  const groups: number[][] = []
  const kept: number[] = []
  const group = createGroup<number>({
    read: numberOf,
    rowsOf: (number) => number,
    rowsMax,
    bytesMax,
    store: async (numbers) => {
      await turn()
      groups.push(numbers)
      if (isBroken || numbers.some((number) => poisonous.has(number))) throw new Error('not stored')
      kept.push(...numbers)
      return numbers.map(stored)
    },
  })
  return { group, groups, kept }
}

describe('a group', () => {
  it('answers every parcel once, after it is stored, however they come', async () => {
    const arrivals = fc.array(
      fc.record({ rows: fc.integer({ min: 0, max: 7 }), turns: fc.integer({ min: 0, max: 2 }) }),
    )
    await fc.assert(
      fc.asyncProperty(arrivals, fc.array(fc.boolean()), async (parcels, poison) => {
        const poisonous = new Set(parcels.flatMap(({ rows }, index) => (poison[index] === true ? [rows] : [])))
        const { group, groups, kept } = openFake({ poisonous })
        const answers: Promise<{ rows: number; receipt: Receipt; isKept: boolean }>[] = []
        for (const { rows, turns } of parcels) {
          for (let waited = 0; waited < turns; waited += 1) await turn()
          const answer = group.submit(makeParcel(rows))
          answers.push(answer.then((receipt) => ({ rows, receipt, isKept: kept.includes(rows) })))
        }
        await group.close()
        for (const { rows, receipt, isKept } of await Promise.all(answers)) {
          expect([stored(rows), 'unavailable']).toContainEqual(
            receipt.outcome === 'unavailable' ? receipt.outcome : receipt,
          )
          // Already then, and not only in the end.
          expect(receipt.outcome === 'unavailable' || isKept).toBe(true)
        }
        // The limit is met by all but the last of a group.
        for (const numbers of groups) expect(numbers.slice(0, -1).reduce((sum, rows) => sum + rows, 0)).toBeLessThan(5)
      }),
      { numRuns: 200 },
    )
  })

  it('holds what came while the one before was stored', async () => {
    const { group, groups } = openFake({ rowsMax: 100 })
    const first = group.submit(makeParcel(1))
    await turn()
    await Promise.all([first, group.submit(makeParcel(2)), group.submit(makeParcel(3))])
    expect(groups).toEqual([[1], [2, 3]])
  })

  it('takes a body above its bound of bytes by itself', async () => {
    const { group, groups } = openFake({ rowsMax: 100 })
    await Promise.all([1, 2, 3].map((number) => group.submit(makeParcel(number, number === 2 ? 500 : 40))))
    expect(groups).toEqual([[1], [2], [3]])
  })

  it('that cannot be stored fails only whoever cannot be stored alone', async () => {
    const { group, kept } = openFake({ poisonous: new Set([3]), rowsMax: 100 })
    const receipts = await Promise.all([1, 3, 2].map((number) => group.submit(makeParcel(number))))
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['stored', 'unavailable', 'stored'])
    expect(kept).toEqual([1, 2])
  })

  it('stops trying parcels alone when the store takes none of them', async () => {
    const { group, groups } = openFake({ isBroken: true, rowsMax: 100 })
    const receipts = await Promise.all([1, 2, 3, 4, 5, 6].map((number) => group.submit(makeParcel(number))))
    expect(receipts.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 6 }, () => 'unavailable'))
    expect(groups).toHaveLength(1 + 3)
  })

  it('closes when everything is answered, and at once where nothing is under way', async () => {
    const { group } = openFake()
    await group.close()
    let isAnswered = false
    void group.submit(makeParcel(1)).then(() => (isAnswered = true))
    await group.close()
    expect(isAnswered).toBe(true)
  })
})
