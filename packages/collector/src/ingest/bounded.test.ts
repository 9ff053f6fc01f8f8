import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boundIngest } from './bounded.ts'
import type { Parcel, Receipt } from './ingest.ts'

const STORED: Receipt = {
  outcome: 'stored',
  accepted: 1,
  rejected: 0,
  reason: null,
  waiting: 0,
  isWaiting: [],
  isNew: [],
}

function makeParcel(bytes: number): Parcel {
  return { kind: 'otlp', signal: 'traces', encoding: 'json', body: new Uint8Array(bytes) }
}

/** Answers when it is told to. */
function openSlow() {
  const underWay: ((receipt: Receipt) => void)[] = []
  const ingest = {
    submit: (parcel: Parcel) => {
      // As a transfer to another thread leaves it.
      if (parcel.kind === 'otlp') parcel.body = new Uint8Array(0)
      return new Promise<Receipt>((resolve) => underWay.push(resolve))
    },
    close: () => Promise.resolve(),
  }
  return { ingest, underWay }
}

describe('the bound', () => {
  it('refuses at once past a number of parcels, and takes again as soon as one is answered', async () => {
    const { ingest, underWay } = openSlow()
    const bounded = boundIngest({ ingest, parcelsMax: 2 })
    const first = bounded.submit(makeParcel(1))
    expect(bounded.load().isFull).toBe(false)
    void bounded.submit(makeParcel(1))
    expect(bounded.load().isFull).toBe(true)
    expect(await bounded.submit(makeParcel(1))).toEqual({ outcome: 'busy' })
    underWay[0]?.(STORED)
    expect(await first).toEqual(STORED)
    void bounded.submit(makeParcel(1))
    expect(underWay).toHaveLength(3)
  })

  it('takes a parcel larger than it while there is room, so that the largest is never starved', async () => {
    const { ingest, underWay } = openSlow()
    const bounded = boundIngest({ ingest, bytesMax: 10 })
    void bounded.submit(makeParcel(9))
    void bounded.submit(makeParcel(1000))
    expect(underWay).toHaveLength(2)
    expect(await bounded.submit(makeParcel(1))).toEqual({ outcome: 'busy' })
  })

  it('counts what is under way, and nothing when all is answered or has failed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ bytes: fc.nat(20), fails: fc.boolean() })), async (parcels) => {
        const failing = {
          submit: () => Promise.reject(new Error('gone')),
          close: () => Promise.resolve(),
        }
        const { ingest, underWay } = openSlow()
        const [good, bad] = [boundIngest({ ingest }), boundIngest({ ingest: failing })]
        const answers = parcels.map(({ bytes, fails }) => (fails ? bad : good).submit(makeParcel(bytes)))
        const taken = parcels.filter(({ fails }) => !fails)
        expect(good.load()).toEqual({
          parcels: taken.length,
          bytes: taken.reduce((sum, { bytes }) => sum + bytes, 0),
          isFull: false,
        })
        for (const answer of underWay) answer(STORED)
        await Promise.allSettled(answers)
        expect([good.load(), bad.load()]).toEqual([
          { parcels: 0, bytes: 0, isFull: false },
          { parcels: 0, bytes: 0, isFull: false },
        ])
      }),
    )
  })

  it('takes nothing after it was closed', async () => {
    const bounded = boundIngest({ ingest: openSlow().ingest })
    await bounded.close()
    expect(await bounded.submit(makeParcel(1))).toEqual({ outcome: 'busy' })
  })

  it('tells how each parcel was answered', async () => {
    const told: Receipt[] = []
    const bounded = boundIngest({
      ingest: { submit: () => Promise.resolve(STORED), close: () => Promise.resolve() },
      parcelsMax: 1,
      onAnswer: (_parcel, receipt) => told.push(receipt),
    })
    await Promise.all([bounded.submit(makeParcel(1)), bounded.submit(makeParcel(1))])
    expect(told).toEqual([{ outcome: 'busy' }, STORED])
  })
})
