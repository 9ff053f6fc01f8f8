import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ORDERS } from './fixtures/orders.ts'
import type { Ingest, Parcel, Receipt } from './ingest.ts'
import { startWriter } from './start-writer.ts'

const THREAD_FILE = new URL('./fixtures/obedient-writer.ts', import.meta.url)

let defects: unknown[]
let writer: Ingest

function start(heapMbMax?: number): Ingest {
  defects = []
  writer = startWriter({
    data: '',
    onDefect: (error) => defects.push(error),
    threadFile: THREAD_FILE,
    ...(heapMbMax === undefined ? {} : { heapMbMax }),
  })
  return writer
}

afterEach(() => writer.close())

function makeParcel(order: keyof typeof ORDERS, bytes = 1): Parcel & { kind: 'otlp' } {
  const body = new Uint8Array(bytes)
  body[0] = ORDERS[order]
  return { kind: 'otlp', signal: 'traces', encoding: 'json', body }
}

/** As a client does: again until it is taken. */
async function submitUntilTaken(parcel: () => Parcel): Promise<Receipt> {
  const receipt = await writer.submit(parcel())
  if (receipt.outcome !== 'unavailable') return receipt
  await sleep(20)
  return submitUntilTaken(parcel)
}

describe('the writer', () => {
  it('answers each parcel with its own receipt', async () => {
    start()
    const receipts = await Promise.all([3, 1, 2].map((bytes) => writer.submit(makeParcel('answer', bytes))))
    expect(receipts.map((receipt) => receipt.outcome === 'stored' && receipt.accepted)).toEqual([3, 1, 2])
  })

  it('takes the bytes of a body away, but not those of its neighbours in one buffer', async () => {
    start()
    const whole = makeParcel('answer', 8)
    const shared = { ...makeParcel('answer'), body: new Uint8Array(new ArrayBuffer(16), 4, 8) }
    const receipts = await Promise.all([writer.submit(whole), writer.submit(shared)])
    expect(receipts).toMatchObject([{ accepted: 8 }, { accepted: 8 }])
    expect([whole.body.byteLength, shared.body.byteLength]).toEqual([0, 8])
  })

  it('refuses what cannot be handed over, and goes on', async () => {
    start()
    const given = makeParcel('answer', 8)
    await writer.submit(given)
    const detached = makeParcel('answer', 8)
    structuredClone(detached.body.buffer, { transfer: [detached.body.buffer as ArrayBuffer] })
    expect(await writer.submit(detached)).toMatchObject({ outcome: 'unavailable' })
    expect(await writer.submit(makeParcel('answer', 8))).toMatchObject({ outcome: 'stored' })
  })

  it.each(['exit', 'fail'] as const)(
    'that dies of "%s" leaves nobody without an answer, and is started again',
    async (order) => {
      start()
      const waiting = [makeParcel('keepSilent'), makeParcel(order), makeParcel('answer')].map((parcel) =>
        writer.submit(parcel),
      )
      expect((await Promise.all(waiting)).map(({ outcome }) => outcome)).toEqual(
        Array.from({ length: 3 }, () => 'unavailable'),
      )
      expect(await writer.submit(makeParcel('answer'))).toMatchObject({ outcome: 'unavailable' })
      expect(await submitUntilTaken(() => makeParcel('answer', 5))).toMatchObject({ outcome: 'stored', accepted: 5 })
      expect(defects).toHaveLength(1)
    },
  )

  it('that runs out of memory refuses for good what does so even alone, and nothing else', async () => {
    start(24)
    const [silent, hungry] = [makeParcel('keepSilent'), makeParcel('eatMemory')].map((parcel) => writer.submit(parcel))
    expect(await silent).toMatchObject({ outcome: 'unavailable' })
    expect(await hungry).toMatchObject({ outcome: 'too-large' })
    expect(defects).toHaveLength(2)
    expect(await submitUntilTaken(() => makeParcel('answer', 5))).toMatchObject({ outcome: 'stored' })
  })

  it('that runs out of memory reads again, alone, what may not have been the cause', async () => {
    start(24)
    const [silent, innocent] = [makeParcel('keepSilent'), makeParcel('eatMemoryInCompany', 5)].map((parcel) =>
      writer.submit(parcel),
    )
    expect(await silent).toMatchObject({ outcome: 'unavailable' })
    expect(await innocent).toMatchObject({ outcome: 'stored', accepted: 5 })
    expect(defects).toHaveLength(1)
  })

  it('that was closed while a body waits to be read alone leaves nobody without an answer', async () => {
    start(24)
    const [silent, innocent] = [makeParcel('keepSilent'), makeParcel('eatMemoryInCompany')].map((parcel) =>
      writer.submit(parcel),
    )
    await silent
    await writer.close()
    expect(await innocent).toMatchObject({ outcome: 'unavailable' })
  })

  it('that dies again and again is started after ever longer waits, until it has stored something', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      start()
      for (const waitMs of [100, 200, 400]) {
        await writer.submit(makeParcel('exit'))
        vi.advanceTimersByTime(waitMs - 1)
        expect(await writer.submit(makeParcel('answer'))).toMatchObject({ outcome: 'unavailable' })
        vi.advanceTimersByTime(1)
      }
      expect(await writer.submit(makeParcel('answer'))).toMatchObject({ outcome: 'stored' })
      await writer.submit(makeParcel('exit'))
      vi.advanceTimersByTime(100)
      expect(await writer.submit(makeParcel('answer'))).toMatchObject({ outcome: 'stored' })
    } finally {
      vi.useRealTimers()
    }
  })

  it('closes after everything is answered, and takes nothing then', async () => {
    start()
    const waiting = writer.submit(makeParcel('keepSilent'))
    await writer.close()
    expect(await waiting).toMatchObject({ outcome: 'stored' })
    expect(await writer.submit(makeParcel('answer'))).toMatchObject({ outcome: 'unavailable' })
    expect(defects).toEqual([])
  })
})
