import { Buffer } from 'node:buffer'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PREDICTION_ATTRIBUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyValues, PREDICTION_ID, spanFields, START_NS, traceRequest } from '../fixtures/otlp-body.ts'
import { openStore } from '../open-store.ts'
import type { Store } from '../store/store.ts'
import type { BoundedIngest } from './bounded.ts'
import type { GroupReport } from './group.ts'
import type { Parcel, Receipt } from './ingest.ts'
import { openIngest } from './open-ingest.ts'

let data: string
let store: Store
let ingest: BoundedIngest
let groups: GroupReport[]
let answers: Receipt[]
let defects: unknown[]

function open(): void {
  store = openStore(data, { role: data === ':memory:' ? 'both' : 'reader' })
  ingest = openIngest({
    data,
    writerThread: new URL('../writer-thread.ts', import.meta.url),
    rows: store.rows,
    readPrices: () => store.state.prices(),
    clock: () => Number(BigInt(START_NS) / 1_000_000n),
    makeId: () => 'made',
    onDefect: (error) => defects.push(error),
    watch: { group: (report) => groups.push(report), answered: (_parcel, receipt) => answers.push(receipt) },
  })
}

async function close(): Promise<void> {
  await ingest.close()
  store.close()
}

beforeEach(() => {
  ;[groups, answers, defects] = [[], [], []]
})

function makeParcel(...spans: object[]): Parcel {
  const body = Buffer.from(JSON.stringify(traceRequest(...spans)))
  return { kind: 'otlp', signal: 'traces', encoding: 'json', body }
}

describe.each(['in memory', 'in a folder'])('ingest %s', (place) => {
  beforeEach(() => {
    data = place === 'in memory' ? ':memory:' : mkdtempSync(join(tmpdir(), 'trimtab-ingest-'))
    open()
  })
  afterEach(async () => {
    await close()
    if (data !== ':memory:') rmSync(data, { recursive: true })
  })

  it('answers when what was sent can be read', async () => {
    const receipt = await ingest.submit(makeParcel(spanFields(), spanFields({ spanId: 'short' })))
    expect(receipt).toMatchObject({ outcome: 'stored', accepted: 1, rejected: 1 })
    expect((await store.rows.prediction(PREDICTION_ID))?.task).toBe('support.reply')
  })

  it('prices what its sender did not, by what the people who run it say', async () => {
    const ours = { provider: null, model: 'ours', outputUsdPerMillion: 0, cachedInputUsdPerMillion: null }
    await store.state.savePrices([{ ...ours, inputUsdPerMillion: 2 }], { actor: 'a', at: '2026-11-21T10:00:00.000Z' })
    const used = {
      'gen_ai.request.model': 'ours',
      'gen_ai.usage.input_tokens': 500_000,
      'gen_ai.usage.output_tokens': 9,
    }
    const attributes = keyValues({ [PREDICTION_ATTRIBUTES.task]: 'support.reply', ...used })
    await ingest.submit(makeParcel(spanFields({ attributes })))
    const cost = { usd: 1, origin: 'prices', prices: 'own prices 1' }
    expect((await store.rows.prediction(PREDICTION_ID))?.cost).toEqual(cost)
  })

  it('tells what it did: each answer, and each transaction with its rows', async () => {
    await ingest.submit(makeParcel(spanFields()))
    // The report comes with the answers, not before.
    await ingest.close()
    expect(answers).toMatchObject([{ outcome: 'stored' }])
    expect(groups).toMatchObject([{ parcels: 1, rows: 1 }])
    expect(ingest.load()).toMatchObject({ parcels: 0, bytes: 0 })
  })

  it('answers everything that was submitted before it was closed, and refuses what comes then', async () => {
    const many = Array.from({ length: 40 }, (_, number) =>
      ingest.submit(makeParcel(spanFields({ spanId: (number + 1).toString(16).padStart(16, '0') }))),
    )
    await ingest.close()
    expect((await Promise.all(many)).every(({ outcome }) => outcome === 'stored')).toBe(true)
    expect(await ingest.submit(makeParcel(spanFields()))).toEqual({ outcome: 'busy' })
    expect((await store.rows.predictions({ limit: 100 }))?.predictions).toHaveLength(40)
    expect(defects).toEqual([])
  })

  it('says of a body that it is none, in the same words', async () => {
    const body = Buffer.from('{"resourceSpans":7')
    expect(await ingest.submit({ kind: 'otlp', signal: 'traces', encoding: 'json', body })).toMatchObject({
      outcome: 'invalid',
      message: expect.any(String) as unknown,
    })
  })
})

describe('a folder', () => {
  it('is taken up again where it was left', async () => {
    data = mkdtempSync(join(tmpdir(), 'trimtab-ingest-'))
    open()
    await ingest.submit(makeParcel(spanFields()))
    await close()
    open()
    expect(await ingest.submit(makeParcel(spanFields()))).toMatchObject({ outcome: 'stored', accepted: 1 })
    expect((await store.rows.predictions({ limit: 100 }))?.predictions).toHaveLength(1)
    await close()
    rmSync(data, { recursive: true })
  })

  it('that is gone is not made again empty: nothing is acknowledged', async () => {
    data = mkdtempSync(join(tmpdir(), 'trimtab-ingest-'))
    open()
    await ingest.submit(makeParcel(spanFields()))
    rmSync(data, { recursive: true })
    expect(await ingest.submit(makeParcel(spanFields({ spanId: '1'.repeat(16) })))).toMatchObject({
      outcome: 'unavailable',
    })
    await close()
  })
})
