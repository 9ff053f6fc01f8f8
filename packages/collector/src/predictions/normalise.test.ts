import { CLOCK_AHEAD_MS_MAX, NAME_CHARS_MAX, PREDICTION_ATTRIBUTES, SCOPE_NAME } from '@trimtab/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AnyValue, Span } from '../otlp/otlp.ts'
import { DIALECTS } from './dialects.ts'
import { itemOf, makeSpan, recordedSpan } from './fixtures/recorded.ts'
import { normaliseSpan } from './normalise.ts'

const START_MS = 1_795_255_200_000
const ours = { scope: { name: SCOPE_NAME, version: '' } }
const call = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'gpt-4o-mini' }

function exception(type: string, message: string) {
  const attributes = new Map([
    ['exception.type', type],
    ['exception.message', message],
  ])
  return { name: 'exception', timeNs: 0n, attributes }
}

describe('a span', () => {
  it('without a start is refused', () => {
    expect(normaliseSpan(makeSpan(call, { startNs: 0n }), START_MS)).toEqual({
      outcome: 'refused',
      reason: 'a span has no start time',
    })
  })

  it('from the future is refused, when no clock can be that wrong', () => {
    expect(normaliseSpan(makeSpan(call), START_MS - CLOCK_AHEAD_MS_MAX).outcome).toBe('item')
    expect(normaliseSpan(makeSpan(call), START_MS - CLOCK_AHEAD_MS_MAX - 1)).toEqual({
      outcome: 'refused',
      reason: 'a span starts more than a day ahead of this collector’s clock',
    })
  })

  it('of long ago is taken', () => {
    expect(normaliseSpan(makeSpan(call), START_MS + 10 * 365 * 24 * 60 * 60 * 1000).outcome).toBe('item')
  })

  it('that is no call is taken for what it says of those in it', () => {
    const request = itemOf(recordedSpan('otel request'))
    expect(request).toMatchObject({ role: 'span', convention: null, said: { session: 'conv-55', user: 'user-mn-1' } })
  })

  it('keeps what was dropped of it, and where it stands', () => {
    const span = makeSpan(call, { droppedAttributes: 3, parentSpanId: 'a1a1a1a1a1a1a1a1' })
    const { traceId, spanId, name, startNs, endNs } = span
    expect(itemOf(span)).toMatchObject({
      traceId,
      spanId,
      name,
      part: '',
      parentSpanId: 'a1a1a1a1a1a1a1a1',
      startedNs: startNs,
      endedNs: endNs,
      droppedAttributes: 3,
    })
  })
})

describe('a name that is matched, of more characters than are indexed', () => {
  const long = 'k'.repeat(NAME_CHARS_MAX + 1)

  it('is refused from us, who know better', () => {
    const named = (key: string) => normaliseSpan(makeSpan({ 'trimtab.task': 'a', 'trimtab.key': key }, ours), START_MS)
    expect(named(long.slice(1)).outcome).toBe('item')
    expect(named(long)).toMatchObject({ outcome: 'refused' })
  })

  it('is left out of what others send, with a note, and the rest is kept', () => {
    const { said } = itemOf(makeSpan({ ...call, 'session.id': long, 'user.id': 'u-1' }))
    expect(said.session).toBeUndefined()
    expect(said).toMatchObject({
      user: 'u-1',
      modelRequested: 'gpt-4o-mini',
      metadata: { 'trimtab.left_out': ['session'] },
    })
  })
})

describe('the process that sent a span', () => {
  it('is named by its resource, in older words too', () => {
    const resource = new Map([
      ['service.name', 'support-bot'],
      ['deployment.environment', 'production'],
      ['service.version', '1.4.2'],
    ])
    expect(itemOf(makeSpan(call, { resource })).origin).toEqual({
      service: 'support-bot',
      environment: 'production',
      release: '1.4.2',
    })
  })

  it('has no name where OpenTelemetry made one up', () => {
    const resource = new Map([['service.name', 'unknown_service:node']])
    expect(itemOf(makeSpan(call, { resource })).origin.service).toBeNull()
  })
})

describe('the outcome', () => {
  it('is ok unless the span says otherwise', () => {
    for (const code of [0, 1]) {
      const item = itemOf(makeSpan(call, { status: { code, message: '' } }))
      expect(item.status).toBe('ok')
      expect(item.said.error).toBeUndefined()
    }
  })

  it('is an error with what is known of it: the attribute, else the exception, else that it is one', () => {
    const status = { code: 2, message: 'too many requests' }
    const events = [exception('RangeError', 'slow down')]
    const told = { ...call, 'error.type': '429' }
    expect(itemOf(makeSpan(told, { status, events })).said.error).toEqual({
      type: '429',
      message: 'slow down',
      httpStatus: 429,
    })
    expect(itemOf(makeSpan(call, { status, events })).said.error?.type).toBe('RangeError')
    expect(itemOf(makeSpan({ ...call, 'error.type': '_OTHER' }, { status, events })).said.error?.type).toBe(
      'RangeError',
    )
    expect(itemOf(makeSpan(call, { status })).said.error).toEqual({
      type: 'Error',
      message: 'too many requests',
      httpStatus: null,
    })
  })

  it('is an error where only an exception tells it, unless the exception was overcome', () => {
    const events = [exception('RangeError', 'slow down')]
    expect(itemOf(makeSpan(call, { events })).status).toBe('error')
    expect(itemOf(makeSpan({ ...call, 'gen_ai.response.text': 'Yes.' }, { events })).status).toBe('ok')
  })

  it.each(['AbortError', 'asyncio.exceptions.CancelledError', 'APIUserAbortError'])(
    'is that the caller gave up where %s was thrown',
    (type) => {
      const item = itemOf(makeSpan(call, { status: { code: 2, message: '' }, events: [exception(type, 'stopped')] }))
      expect(item).toMatchObject({ status: 'cancelled', said: { cancelled: true } })
      expect(item.said.error).toBeUndefined()
    },
  )

  it('is what our own SDK says that it is', () => {
    const attributes = { 'trimtab.task': 'a', 'trimtab.status': 'cancelled' }
    expect(itemOf(makeSpan(attributes, { ...ours, status: { code: 2, message: '' } })).status).toBe('cancelled')
  })

  it('of a recorded failure is read whole', () => {
    expect(itemOf(recordedSpan('otel failed'))).toMatchObject({
      status: 'error',
      said: { error: { type: '429', httpStatus: 429 } },
    })
  })
})

describe('several dialects on one span', () => {
  it('are gathered fact by fact, the more explicit first', () => {
    const { convention, said } = itemOf(
      makeSpan({
        'trimtab.task': 'support.reply',
        'gen_ai.operation.name': 'chat',
        'ai.operationId': 'ai.generateText.doGenerate',
        'gen_ai.request.model': 'gpt-4o-mini',
        'ai.model.id': 'other',
        'ai.model.provider': 'openai.chat',
        'traceloop.association.properties.session_id': 's-1',
        'traceloop.workflow.name': 'flow',
      }),
    )
    expect(convention).toBe('trimtab')
    expect(said).toMatchObject({
      task: 'support.reply',
      modelRequested: 'gpt-4o-mini',
      provider: 'openai',
      session: 's-1',
      functionName: 'flow',
    })
  })

  it('say the same in whatever order their attributes come', () => {
    const span = recordedSpan('traceloop-0.14 tool')
    const reversed = new Map([...span.attributes].toReversed())
    expect(itemOf({ ...span, attributes: reversed }).said).toEqual(itemOf(span).said)
  })
})

describe('whatever is sent', () => {
  /** Names that some dialect looks at, and names made to hurt. */
  const words = fc.constantFrom(
    ...Object.values(PREDICTION_ATTRIBUTES),
    'gen_ai.prompt',
    'gen_ai.completion',
    'gen_ai.system',
    'gen_ai.prompt.0.role',
    'gen_ai.prompt.0.content',
    'gen_ai.prompt.999999999.content',
    'gen_ai.completion.0.tool_calls.0.name',
    'gen_ai.prompt.__proto__.role',
    'ai.operationId',
    'ai.prompt',
    'ai.prompt.messages',
    'ai.prompt.tools',
    'ai.response.toolCalls',
    'ai.values',
    'ai.telemetry.metadata.tags',
    'ai.telemetry.metadata.__proto__',
    'llm.request.type',
    'traceloop.span.kind',
    'openinference.span.kind',
    'llm.input_messages.0.message.content',
    'input.value',
    'output.value',
    'metadata',
    'langfuse.observation.type',
    'langfuse.observation.input',
    'langfuse.observation.usage_details',
    'mlflow.spanInputs',
    'mlflow.spanType',
    'langsmith.span.kind',
    'mastra.span.type',
    'genkit:type',
    'genkit:input',
    'genkit:metadata:subtype',
    'genkit:output',
    'braintrust.metadata',
    'braintrust.span_attributes',
    'request_data',
    'response_data',
    'logfire.msg',
    'events',
    'all_messages_events',
    'gcp.vertex.agent.llm_request',
    'sentry.op',
    'lmnr.span.path',
    'lmnr.span.type',
    'acme.model',
    'acme.input',
    'acme.input_tokens',
    '__proto__',
    'constructor',
  )
  const texts = fc.constantFrom(
    '',
    'chat',
    'null',
    '[',
    '{"',
    '[{"role":',
    '{"messages":[{}]}',
    '[[[]]]',
    '{"__proto__":{"a":1}}',
    '[null,7,"a"]',
    '[{"role":"user","content":"Hi"}]',
    '{"choices":[{"message":{"content":"Yes."}}]}',
    '\u0000',
    '\uD800',
    'NaN',
  )
  const value: fc.Arbitrary<AnyValue> = fc.oneof(texts, fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<AnyValue>)
  const events = fc.array(
    fc.record({
      name: fc.constantFrom(
        'exception',
        'gen_ai.choice',
        'gen_ai.user.message',
        'gen_ai.content.prompt',
        'first token',
      ),
      timeNs: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      attributes: fc.array(fc.tuple(words, value)).map((entries) => new Map(entries)),
    }),
    { maxLength: 3 },
  )
  const span: fc.Arbitrary<Span> = fc
    .tuple(
      fc.array(fc.tuple(words, value), { maxLength: 12 }),
      events,
      fc.constantFrom('made', 'ai', 'gen_ai', SCOPE_NAME),
    )
    .map(([entries, told, scope]) =>
      makeSpan({}, { attributes: new Map(entries), events: told, scope: { name: scope, version: '' } }),
    )

  it('is read without an error, and no fact is empty', () => {
    fc.assert(
      fc.property(span, (given) => {
        const normalised = normaliseSpan(given, START_MS)
        if (normalised.outcome !== 'item') return
        for (const fact of Object.values(normalised.item.said)) {
          expect([null, undefined, '', Number.NaN]).not.toContain(fact)
          expect(fact).not.toEqual([])
        }
      }),
      { numRuns: 2000 },
    )
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('takes time and memory by what was sent, never by an index that it claims', () => {
    const bomb = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at) => [`llm.input_messages.${at * 499_999}.message.content`, 'x']),
    )
    const startedMs = performance.now()
    for (const dialect of DIALECTS) dialect.speaks(makeSpan(bomb))
    itemOf(makeSpan({ ...bomb, ...call, 'openinference.span.kind': 'LLM', 'llm.request.type': 'chat' }))
    expect(performance.now() - startedMs).toBeLessThan(1000)
  })
})

it.each(['RunnableSequence', 'LangGraph', 'turn', 'model'])(
  'a step that a framework calls %s names no task',
  (name) => {
    const chain = { 'openinference.span.kind': 'CHAIN' }
    expect(itemOf(makeSpan(chain, { name })).said.functionName).toBeUndefined()
    expect(itemOf(makeSpan(chain, { name: 'answer_ticket' })).said.functionName).toBe('answer_ticket')
  },
)
