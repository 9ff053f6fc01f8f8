import { Client, credentials } from '@grpc/grpc-js'
import { SCOPE_NAME } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { recordingIngest, STORED } from '../../fixtures/app-parts.ts'
import { openCollector, type TestCollector } from '../../fixtures/collector.ts'
import {
  keyValues,
  logFields,
  logsRequest,
  PREDICTION_ID,
  spanFields,
  START_NS,
  TRACE_ID,
  traceRequest,
} from '../../fixtures/otlp-body.ts'
import type { Permit } from '../authentication/door.ts'
import { receiveOtlp } from './receive.ts'

let test: TestCollector

beforeEach(() => {
  test = openCollector()
})
afterEach(() => test.collector.close())

const TRACES = '/v1/traces'

async function predictionCount(): Promise<number> {
  const overview = (await (await test.ask('/api/overview')).json()) as { predictions: number }
  return overview.predictions
}

describe('an export that was answered with success', () => {
  it('is there to be asked for', async () => {
    expect(await (await test.post(TRACES, traceRequest(spanFields()))).json()).toEqual({})
    expect((await test.ask(`/api/predictions/${PREDICTION_ID}`)).status).toBe(200)
  })

  it('holds the feedback in it', async () => {
    await test.post(TRACES, traceRequest(spanFields()))
    const thumb = { 'trimtab.feedback.kind': 'thumbs', 'trimtab.feedback.value': true }
    const response = await test.post('/v1/logs', logsRequest(logFields({ attributes: keyValues(thumb) })))
    expect(await response.json()).toEqual({})
    const prediction: unknown = await (await test.ask(`/api/predictions/${PREDICTION_ID}`)).json()
    expect(prediction).toMatchObject({ opinion: { thumbs: 'up' }, feedback: [{ source: 'user' }] })
  })

  it('is one prediction however often it is sent', async () => {
    for (let time = 0; time < 3; time += 1) await test.post(TRACES, traceRequest(spanFields()))
    expect(await predictionCount()).toBe(1)
  })

  it('says which part of it could not be used', async () => {
    const response = await test.post(TRACES, traceRequest(spanFields({ spanId: '' }), spanFields()))
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } })
    expect(await predictionCount()).toBe(1)
  })

  it('may hold figures that nobody reads', async () => {
    expect(await (await test.post('/v1/metrics', { resourceMetrics: [] })).json()).toEqual({})
  })
})

describe('a stop under load', () => {
  it('loses nothing that was answered, over HTTP and over gRPC', async () => {
    const http = await test.collector.listen('127.0.0.1', 0)
    const grpc = await test.collector.listenGrpc('127.0.0.1', 0)
    const acknowledged: string[] = []
    let sent = 0
    const sendUntilRefused = async (send: (spanId: string) => Promise<boolean>): Promise<void> => {
      for (;;) {
        sent += 1
        const spanId = sent.toString(16).padStart(16, '0')
        const isTaken = await send(spanId).catch(() => false)
        if (!isTaken) return
        acknowledged.push(`${TRACE_ID}-${spanId}`)
      }
    }
    const client = new Client(`127.0.0.1:${grpc.port}`, credentials.createInsecure())
    const senders = [1, 2, 3, 4].flatMap(() => [
      sendUntilRefused((spanId) => sendOverHttp(http.url, spanId)),
      sendUntilRefused((spanId) => sendOverGrpc(client, spanId)),
    ])
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50)
    await Promise.all([http.stop(), grpc.stop()])
    await Promise.all(senders)
    client.close()
    const found = await Promise.all(acknowledged.map((id) => test.ask(`/api/predictions/${id}`)))
    expect(found.filter(({ status }) => status !== 200)).toEqual([])
  })
})

async function sendOverHttp(url: string, spanId: string): Promise<boolean> {
  const response = await fetch(`${url}${TRACES}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(traceRequest(spanFields({ spanId }))),
  })
  return response.ok
}

const TASK = Buffer.from('trimtab.task')

function sendOverGrpc(client: Client, spanId: string): Promise<boolean> {
  const asIs = (bytes: Buffer) => bytes
  const method = '/opentelemetry.proto.collector.trace.v1.TraceService/Export'
  return new Promise((resolve) => {
    client.makeUnaryRequest(method, asIs, asIs, protobufRequest(spanId), (error) => resolve(error === null))
  })
}

/** The same span as in JSON: each field by its number in the protocol. */
function protobufRequest(spanId: string): Buffer {
  const field = (number: number, bytes: Uint8Array) =>
    Buffer.concat([Uint8Array.of(number * 8 + 2, bytes.byteLength), bytes])
  const start = Buffer.alloc(8)
  start.writeBigUInt64LE(BigInt(START_NS))
  const attribute = Buffer.concat([field(1, TASK), field(2, field(1, Buffer.from('support.reply')))])
  const span = Buffer.concat([
    field(1, Buffer.from(TRACE_ID, 'hex')),
    field(2, Buffer.from(spanId, 'hex')),
    field(5, Buffer.from('support.reply')),
    Buffer.concat([Uint8Array.of(0x39), start, Uint8Array.of(0x41), start]),
    field(9, attribute),
  ])
  const scope = field(1, field(1, Buffer.from(SCOPE_NAME)))
  return field(1, field(2, Buffer.concat([scope, field(2, span)])))
}

describe('an export that is poisoned', () => {
  it.each([
    {
      attributes: [{ key: 'trimtab.task', value: { kvlistValue: { values: [{ key: { toString: 1 }, value: {} }] } } }],
    },
    { status: { code: { toString: 1, valueOf: 1 } } },
    { events: [{ name: { toString: 1 } }] },
  ])('is taken or refused, and never answered with "try again": %j', async (poison) => {
    expect((await test.post(TRACES, traceRequest(spanFields(poison)))).status).toBe(200)
    expect(test.defects).toEqual([])
  })

  it('by nesting without end is answered for good', async () => {
    const depth = 100_000
    const deep = `${'{"arrayValue":{"values":['.repeat(depth)}${']}}'.repeat(depth)}`
    const body = JSON.stringify(traceRequest(spanFields({ attributes: [{ key: 'trimtab.metadata', value: 'DEEP' }] })))
    expect([200, 400]).toContain((await test.post(TRACES, body.replace('"DEEP"', deep))).status)
    expect(test.defects).toEqual([])
  })
})

describe('a key that brings something', () => {
  it('is charged with all of it, whether it was of use or not', async () => {
    const charged: unknown[] = []
    const permit: Permit = {
      bodyBytesMax: null,
      isPublic: false,
      scopes: ['ingest'],
      caller: 'key',
      charge: (load) => {
        charged.push(load)
        return Promise.resolve()
      },
    }
    const holding = { take: () => undefined, give: () => undefined }
    const ingest = recordingIngest(() => ({ ...STORED, accepted: 2, rejected: 3 }))
    const arrival = { signal: 'traces', encoding: 'json', holding, permit, via: undefined } as const
    await receiveOtlp({ ...arrival, body: Buffer.from('{"a":1}') }, { ingest, forward: null })
    expect(charged).toEqual([{ bytes: 7, items: 5 }])
  })
})
