import { Buffer } from 'node:buffer'
import { PREDICTION_ATTRIBUTES } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { keyValues, PREDICTION_ID, spanFields, START_NS, TRACE_ID, traceRequest } from '../fixtures/otlp-body.ts'
import type { CurrentPrices } from '../prices/current-prices.ts'
import { createPricer } from '../prices/pricer.ts'
import type { Rows } from '../store/rows.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { type Accept, createAccept } from './accept.ts'
import { type Bystanders, createBystanders } from './bystanders.ts'
import { createReadParcel } from './read-parcel.ts'
import type { Reading, Unreadable } from './reading.ts'

const NOW = Number(BigInt(START_NS) / 1_000_000n)
const MINUTE_NS = 60_000_000_000n
const WHERE = { traceId: TRACE_ID, fromNs: BigInt(START_NS), toNs: BigInt(START_NS) }
const ROOT = 'c'.repeat(16)

let store: Store
let bystanders: Bystanders
let accept: Accept
let defects: unknown[]

function openAccept(rows: Pick<Rows, 'add' | 'traces'> = store.rows, prices?: CurrentPrices): Accept {
  return createAccept({ rows, clock: () => NOW, onDefect: (error) => defects.push(error), bystanders, prices })
}

beforeEach(() => {
  store = openInMemory()
  bystanders = createBystanders()
  defects = []
  accept = openAccept()
})
afterEach(() => {
  store.close()
  if (defects.length > 0) throw new Error('a defect was met', { cause: defects })
})

const readParcel = createReadParcel({
  clock: () => NOW,
  makeId: () => 'made',
  onDefect: (error) => defects.push(error),
})

function read(body: unknown): Reading | Unreadable {
  return readParcel({
    kind: 'otlp',
    signal: 'traces',
    encoding: 'json',
    body: Buffer.from(JSON.stringify(body)),
  })
}

/** A model call below ROOT. */
const call = (fields: object = {}) => traceRequest(spanFields({ parentSpanId: ROOT, ...fields }))

/** A span of a library that knows nothing of models. */
function around(said: { [attribute: string]: unknown }, fields: object = {}): unknown {
  const attributes = keyValues({ 'http.route': '/ask', ...said })
  const span = { ...spanFields({ spanId: ROOT, name: 'GET /ask', attributes }), ...fields }
  return { resourceSpans: [{ resource: { attributes: [] }, scopeSpans: [{ scope: { name: 'http' }, spans: [span] }] }] }
}

async function storedSpans(): Promise<string[]> {
  const traces = await store.rows.traces([WHERE])
  return traces.flatMap(({ rows }) => rows.map(({ spanId }) => spanId)).toSorted()
}

async function sessionOfCall(): Promise<string | null | undefined> {
  return (await store.rows.prediction(PREDICTION_ID))?.session
}

const after = (minutes: bigint): string => String(BigInt(START_NS) + minutes * MINUTE_NS)

describe('spans of a trace without a call', () => {
  it('are on disk as soon as they are acknowledged where they say something that a call would take over', async () => {
    await accept([read(around({ 'session.id': 's-1' }))])
    expect([await storedSpans(), bystanders.count()]).toEqual([[ROOT], 0])
    // A collector that was started anew knows nothing but what is on disk.
    bystanders = createBystanders()
    await openAccept()([read(call())])
    expect(await sessionOfCall()).toBe('s-1')
  })

  it('are held in memory where they say nothing, also beside those that are stored', async () => {
    const silent = 'd'.repeat(16)
    await accept([read(around({ 'session.id': 's-1' })), read(around({}, { spanId: silent }))])
    await accept([read(around({}, { spanId: 'e'.repeat(16) }))])
    expect([await storedSpans(), bystanders.count()]).toEqual([[ROOT], 2])
    await accept([read(call())])
    expect(await storedSpans()).toEqual(expect.arrayContaining([ROOT, silent, 'e'.repeat(16)]) as unknown)
  })

  it('leave memory when a call came and they are stored, and not before', async () => {
    await accept([read(around({}))])
    const broken = openAccept({
      traces: (references) => store.rows.traces(references),
      add: () => Promise.reject(new Error('disk full')),
    })
    await expect(broken([read(call())])).rejects.toThrow('disk full')
    expect(bystanders.count()).toBe(1)
    await accept([read(call())])
    expect([await storedSpans(), bystanders.count()]).toEqual([expect.arrayContaining([ROOT]) as unknown, 0])
  })

  it('are on disk with everything around them where they are steps of an agent', async () => {
    const step = { 'openinference.span.kind': 'RETRIEVER' }
    await accept([read(around({}, { spanId: 'd'.repeat(16) }))])
    await accept([read(around(step))])
    expect([await storedSpans(), bystanders.count()]).toEqual([[ROOT, 'd'.repeat(16)], 0])
  })

  it('keep little memory and little disk, whatever they carry', async () => {
    const documents = {
      documents: 'x'.repeat(50_000),
      'session.id': 's-1',
      'langfuse.trace.metadata': 'x'.repeat(50_000),
    }
    await accept([read(around(documents, { name: 'n'.repeat(50_000) }))])
    const [trace] = await store.rows.traces([WHERE])
    expect(JSON.stringify(trace?.rows.map(({ body }) => body)).length).toBeLessThan(6000)
  })
})

describe('what arrives of a trace', () => {
  it('is joined with what is stored near the earliest of it, in whatever order it stands', async () => {
    await accept([read(around({ 'session.id': 's-1' }))])
    const late = around({}, { spanId: 'd'.repeat(16), startTimeUnixNano: after(90n), endTimeUnixNano: after(90n) })
    const early = call({ startTimeUnixNano: after(30n), endTimeUnixNano: after(30n) })
    await accept([read(late), read(early)])
    expect(await sessionOfCall()).toBe('s-1')
  })
})

describe('a call whose sender says what it used and not what it cost', () => {
  const used = {
    'gen_ai.request.model': 'ours',
    'gen_ai.usage.input_tokens': 1_000_000,
    'gen_ai.usage.output_tokens': 0,
  }
  const said = (more: { [attribute: string]: number } = {}) =>
    call({ attributes: keyValues({ [PREDICTION_ATTRIBUTES.task]: 'support.reply', ...used, ...more }) })

  async function costOfCall() {
    return (await store.rows.prediction(PREDICTION_ID))?.cost
  }

  /** Each time they are asked for they are dearer. */
  function rising(): CurrentPrices {
    let version = 0
    const ours = { provider: null, model: 'ours', outputUsdPerMillion: 0, cachedInputUsdPerMillion: null }
    return () => {
      version += 1
      return Promise.resolve(createPricer({ overrides: [{ ...ours, inputUsdPerMillion: version }], version }))
    }
  }

  it('is stored with what it cost by the prices of then, and anew by those of when more is known of it', async () => {
    const priced = openAccept(store.rows, rising())
    await priced([read(said())])
    expect(await costOfCall()).toEqual({ usd: 1, origin: 'prices', prices: 'own prices 1' })
    await priced([read(said())])
    expect(await costOfCall()).toEqual({ usd: 1, origin: 'prices', prices: 'own prices 1' })
    await priced([read(around({ 'session.id': 's-1' }))])
    expect(await sessionOfCall()).toBe('s-1')
    expect(await costOfCall()).toEqual({ usd: 3, origin: 'prices', prices: 'own prices 3' })
  })

  it('costs what its sender said where that is known, and nobody knows what where there are no prices', async () => {
    await openAccept(store.rows, rising())([read(said({ [PREDICTION_ATTRIBUTES.costUsd]: 0.25 }))])
    expect(await costOfCall()).toEqual({ usd: 0.25, origin: 'sender', prices: null })
    const other = traceRequest(
      spanFields({ spanId: 'f'.repeat(16), attributes: keyValues({ [PREDICTION_ATTRIBUTES.task]: 't', ...used }) }),
    )
    await accept([read(other)])
    expect((await store.rows.prediction(`${TRACE_ID}-${'f'.repeat(16)}`))?.cost).toBeNull()
  })
})
