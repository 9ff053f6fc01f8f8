import { OPEN_ACTOR, type Operation, type OperationName, OPERATIONS, type Problem } from '@trimtab/contract'
import { ENDPOINTS, SCHEMAS } from '@trimtab/contract/endpoints'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NOW, openCollector, type TestCollector } from '../fixtures/collector.ts'
import { askerOf } from '../fixtures/keyed-requests.ts'
import { keyValues, PREDICTION_ID, SPAN_ID, spanFields, TRACE_ID, traceRequest } from '../fixtures/otlp-body.ts'
import { makeQueue, nextFor, pick, save } from '../fixtures/review-requests.ts'
import { alarmOf } from '../reporting/fixtures/reports.ts'
import { hashKeyText, makeKeyText } from '../store/key-text.ts'

/** What can be read at once; events are followed for as long as somebody listens. */
const readable = (Object.entries(OPERATIONS) as [OperationName, Operation][]).filter(
  ([name, { method }]) => method === 'GET' && ENDPOINTS[name].mediaType === undefined,
)

const PATHS: { [name: string]: { [parameter: string]: string } } = {
  readPrediction: { id: PREDICTION_ID },
  readTrace: { id: TRACE_ID },
  readSessionSummary: { session: 's-1' },
  readJob: { id: 'job-1' },
  readAlarm: { id: 'alarm-1' },
  readDriftSignal: { task: 'support.reply', signal: 'durationMs' },
  readDriftBaseline: { task: 'support.reply' },
}

/** What must be said. */
const QUERIES: { [name: string]: { [parameter: string]: string } } = {
  readQuality: { task: 'support.reply' },
  nextReview: { reviewer: 'Ann' },
}

let test: TestCollector

beforeAll(async () => {
  test = openCollector()
  const { state } = test.collector
  const said = { 'session.id': 's-1', 'user.id': 'u-1', 'gen_ai.response.model': 'm-1', 'trimtab.variant': 'B' }
  const spans = [SPAN_ID, 'aaa19b7ec3c1b174'].map((spanId) =>
    spanFields({ spanId, attributes: [...(spanFields()['attributes'] as object[]), ...keyValues(said)] }),
  )
  await test.post('/v1/traces', traceRequest(...spans))
  await test.post('/api/feedback', { prediction: PREDICTION_ID, kind: 'thumbs', value: false, comment: 'No.' })
  await test.post('/api/views', ENDPOINTS.createView.example)
  await test.ask('/api/retention', put(ENDPOINTS.saveRetention.example))
  await test.ask('/api/prices', put(ENDPOINTS.savePrices.example))
  const { id, text } = makeKeyText()
  const at = new Date(NOW).toISOString()
  const limits = { itemsPerSecond: null, bodyBytesMax: null }
  const key = { id, name: 'gone', scopes: ['read' as const], origins: [], limits, createdAt: at }
  await state.createKey({ ...key, hash: hashKeyText(text) }, { actor: OPEN_ACTOR })
  await state.revokeKey(id, { actor: OPEN_ACTOR, at })
  await makeReviews()
  await state.saveGuards('support.reply', [], [alarmOf()])
  await test.ask('/api/drift/support.reply/baseline', put(ENDPOINTS.saveDriftBaseline.example))
  await test.ask('/api/alert-rules', put(ENDPOINTS.saveAlertRules.example))
  await state.addJob({ id: 'job-1', kind: 'forget', request: { user: 'nobody', actor: OPEN_ACTOR }, createdAt: at })
  await vi.waitUntil(async () => (await state.watch('support.reply')) !== null, { timeout: 20_000 })
})
afterAll(() => test.collector.close())

/** A queue with an item that was reviewed and one that is to be. */
async function makeReviews(): Promise<void> {
  const ask = askerOf(test)
  const { id } = await makeQueue(ask, { reviewersPerItem: 2 })
  await pick(ask, id, [PREDICTION_ID])
  const item = await nextFor(ask, id, 'Ann')
  await save(ask, item?.id ?? '', { reviewer: 'Bo', decision: 'bad', note: 'No.' })
  for (const name of ['readReviewQueue', 'listReviewItems', 'readReviewReport']) PATHS[name] = { id }
  QUERIES['nextReview'] = { ...QUERIES['nextReview'], queue: id }
}

function put(body: unknown): RequestInit {
  return { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

function addressOf({ path }: Operation, parameters: { [name: string]: string } = {}): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parameters[name] ?? 'none'))
}

describe('what can be read', () => {
  it.each(readable)('is answered as the table says: %s', async (name, operation) => {
    const query = new URLSearchParams(QUERIES[name])
    const response = await test.ask(`${addressOf(operation, PATHS[name])}?${query.toString()}`)
    expect(response.status).toBe(200)
    const answer: unknown = await response.json()
    // What a schema does not know it leaves out.
    expect(ENDPOINTS[name].answer?.parse(answer)).toEqual(answer)
  })

  it('is found by everything that it can be asked by', async () => {
    const filters = 'session=s-1&user=u-1&model=m-1&variant=B&status=ok&kind=generation&feedback=down'
    const { predictions } = (await (await test.ask(`/api/predictions?${filters}`)).json()) as { predictions: unknown[] }
    expect(predictions).toMatchObject([{ id: PREDICTION_ID }])
  })
})

/** What somebody may type who means no good, or no sense. */
const HOSTILE = [
  '',
  '\0',
  'a\0b',
  '\ud800',
  'e\u0301',
  '\u00e9',
  'a'.repeat(10_000),
  '-1',
  '0',
  '200',
  '1e9',
  'NaN',
  'Infinity',
  '9007199254740993',
  '0000-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2026-11-21T10:00:00.000+14:00',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00Z',
  "' OR 1=1; --",
  '%',
  '%'.repeat(500),
  '_*_*_*',
  '"',
  '"a" OR NEAR(b c)',
  'a AND (',
  '-',
  '*',
  '-a -b',
  'a'.repeat(400).split('').join(' '),
  'e30',
  'WzEsMl0',
  Buffer.from('{"started":"x","id":{}}').toString('base64url'),
  Buffer.from('[9e99,null,"\\ud800"]').toString('base64url'),
  '[object Object]',
  '../../etc/passwd',
  '__proto__',
  'constructor',
]
const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }))

/** Some of what each operation takes, and some that none does. */
function questions(name: OperationName): fc.Arbitrary<[parameter: string, value: string][]> {
  const known = [...Object.keys(ENDPOINTS[name].query ?? {}), 'metadata.a', 'metadata.', 'colour', '__proto__']
  return fc.array(fc.tuple(fc.constantFrom(...known), fc.oneof(text, fc.constantFrom(...plausible))), { maxLength: 4 })
}
const plausible = ['support.reply', 's-1', 'ok', 'day', 'hour', 'model', 'input', '5', '2026-11-21T10:00:00Z']

describe('whatever is asked', () => {
  it.each(readable)('of %s is answered, or refused with a reason, and never fails', async (name, operation) => {
    const toName = fc.record({ id: text, session: text, user: text, task: text, signal: text })
    await fc.assert(
      fc.asyncProperty(questions(name), toName, fc.boolean(), async (query, parameters, isThere) => {
        const address = addressOf(
          operation,
          isThere ? PATHS[name] : mapped(parameters, (value) => value.toWellFormed()),
        )
        const said = new URLSearchParams([...(isThere ? Object.entries(QUERIES[name] ?? {}) : []), ...query])
        const response = await test.ask(`${address}?${said.toString()}`)
        const answer: unknown = await response.json()
        const [schema, statuses] = response.ok ? [ENDPOINTS[name].answer, [200]] : [SCHEMAS['Problem'], [404, 422]]
        expect(statuses).toContain(response.status)
        expect(schema?.parse(answer)).toEqual(answer)
      }),
      { numRuns: 60 },
    )
    expect(test.defects).toEqual([])
  })
})

function mapped(values: { [name: string]: string }, change: (value: string) => string): { [name: string]: string } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
}

interface Refused {
  what: string
  body: unknown
  headers?: { [name: string]: string }
  status: number
  code: string
  pointer?: string
}

describe('what is sent', () => {
  const view = ENDPOINTS.createView.example
  const invalid = { status: 422, code: 'request.invalid' }

  it.each<Refused>([
    {
      what: 'as text',
      body: '{}',
      headers: { 'content-type': 'text/plain' },
      status: 415,
      code: 'request.unsupported_media_type',
    },
    { what: 'as what is no JSON', body: '{', ...invalid },
    { what: 'with more than four megabytes', body: ' '.repeat(4_194_305), status: 413, code: 'request.too_large' },
    { what: 'without a name', body: { ...view, name: '' }, ...invalid, pointer: '/name' },
    { what: 'for no screen', body: { ...view, screen: 'cellar' }, ...invalid, pointer: '/screen' },
    { what: 'with a member that nobody knows', body: { ...view, colour: 'red' }, ...invalid, pointer: '' },
    { what: 'as a list', body: [view], ...invalid, pointer: '' },
  ])('$what is refused, with what is wrong where', async ({ body, headers, status, code, pointer }) => {
    const response = await test.post('/api/views', body, headers)
    const problem = (await response.json()) as Problem
    expect([response.status, problem.code, problem.errors?.[0]?.pointer]).toEqual([status, code, pointer])
    expect(test.defects).toEqual([])
  })
})
