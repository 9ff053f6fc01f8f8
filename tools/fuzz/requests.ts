// Requests as senders mean them, in OTLP/JSON: spans of every convention, log records and metrics. What is done to them
// is in the files beside. Ids come from a small set, so that traces meet, twins appear and parents go in circles.
import type { Signal } from '../../packages/collector/src/otlp/otlp.ts'
import type { Random } from './random.ts'

export type Fields = { [field: string]: unknown }

const START_NS = 1_795_255_200_000_000_000n
/** Most traces are small; a few get ever more. */
const TRACES = 2000
const CROWDED_TRACES = 5
const CROWDED_SHARE = 0.03
const SPANS = 12

const USER = JSON.stringify([{ role: 'user', content: 'Where is my order?' }])
const PARTS = JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Where is my order?' }] }])
const ANSWER = JSON.stringify([
  { role: 'assistant', parts: [{ type: 'text', content: 'On its way.' }], finish_reason: 'stop' },
])

/** What a span of each convention says. */
const SPEECHES: readonly { [attribute: string]: unknown }[] = [
  {
    'trimtab.task': 'support.reply',
    'trimtab.kind': 'generation',
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': 'm-1',
    'gen_ai.input.messages': PARTS,
    'gen_ai.output.messages': ANSWER,
    'trimtab.key': 'loan-77',
  },
  {
    'trimtab.task': 'ticket.route',
    'trimtab.kind': 'classification',
    'trimtab.label': 'billing',
    'trimtab.score': 0.7,
  },
  {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'm-1',
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 118,
    'gen_ai.usage.output_tokens': 26,
    'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }],
    'gen_ai.output.messages': ANSWER,
  },
  {
    'gen_ai.system': 'OpenAI',
    'gen_ai.prompt.0.role': 'user',
    'gen_ai.prompt.0.content': 'Hi',
    'gen_ai.completion.0.role': 'assistant',
    'gen_ai.completion.0.content': 'Hello',
    'gen_ai.completion.0.tool_calls.0.name': 'f',
    'llm.request.type': 'chat',
    'traceloop.span.kind': 'workflow',
  },
  {
    'openinference.span.kind': 'LLM',
    'llm.model_name': 'm-2',
    'llm.input_messages.0.message.role': 'user',
    'llm.input_messages.0.message.contents.0.message_content.text': 'Hi',
    'llm.output_messages.0.message.content': 'Hello',
    'llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments': '{"a":1}',
    'llm.token_count.prompt': 5,
    'input.value': USER,
    'llm.invocation_parameters': '{"temperature":0.2}',
    metadata: '{"a":1}',
    'tag.tags': '["x"]',
    'session.id': 's-1',
  },
  {
    'ai.operationId': 'ai.generateText.doGenerate',
    'ai.model.id': 'm-3',
    'ai.prompt.messages': USER,
    'ai.response.text': 'Hello',
    'ai.response.toolCalls': '[{"toolName":"f","input":"{}"}]',
    'ai.usage.promptTokens': 7,
    'ai.telemetry.metadata.userId': 'u-1',
  },
  {
    'langfuse.observation.type': 'generation',
    'langfuse.observation.model.name': 'm-4',
    'langfuse.observation.input': USER,
    'langfuse.observation.output': '"Hello"',
    'langfuse.observation.usage_details': '{"input":3,"output":4}',
    'langfuse.trace.tags': ['a'],
  },
  {
    'langsmith.span.kind': 'llm',
    'gen_ai.prompt': USER,
    'gen_ai.completion': '{"choices":[]}',
    'langsmith.metadata.a': 'b',
  },
  { 'mlflow.spanType': '"LLM"', 'mlflow.spanInputs': USER, 'mlflow.spanOutputs': '{"choices":[]}' },
  { 'logfire.msg': 'chat', request_data: `{"messages":${USER}}`, response_data: '{"message":{"content":"Hi"}}' },
  { 'http.request.method': 'GET', 'url.full': 'http://localhost' },
]

const EVENTS = ['exception', 'gen_ai.choice', 'gen_ai.content.prompt', 'gen_ai.user.message', 'other']
const RECORDS = [
  'gen_ai.evaluation.result',
  'gen_ai.client.inference.operation.details',
  'gen_ai.user.message',
  'gen_ai.choice',
  'other',
]
const FEEDBACK = {
  'gen_ai.evaluation.name': 'helpful',
  'gen_ai.evaluation.score.value': 1,
  'gen_ai.evaluation.score.label': 'good',
  'trimtab.feedback.id': 'f-1',
  'trimtab.feedback.kind': 'thumbs',
  'trimtab.feedback.value': true,
}

export function makeRequest(signal: Signal, random: Random): Fields {
  if (signal === 'traces') return envelope(['resourceSpans', 'scopeSpans', 'spans'], () => makeSpan(random), random)
  if (signal === 'logs') return envelope(['resourceLogs', 'scopeLogs', 'logRecords'], () => makeRecord(random), random)
  const points = { dataPoints: [{ asDouble: 1, attributes: keyValues({ a: 'b' }) }] }
  return envelope(['resourceMetrics', 'scopeMetrics', 'metrics'], () => ({ name: 'm', sum: points }), random)
}

export function keyValues(attributes: { [key: string]: unknown }): Fields[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: anyValue(value) }))
}

export function anyValue(value: unknown): Fields {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return Number.isInteger(value) ? { intValue: value } : { doubleValue: value }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(anyValue) } }
  if (value === null) return {}
  return { kvlistValue: { values: keyValues(value as { [key: string]: unknown }) } }
}

function envelope([resources, scopes, items]: [string, string, string], make: () => Fields, random: Random): Fields {
  const made = Array.from({ length: 1 + random.below(3) }, make)
  const resource = { attributes: keyValues({ 'service.name': 'shop', 'deployment.environment.name': 'test' }) }
  const scope = { name: random.pick(['trimtab', 'ai', 'gen_ai', 'openinference', 'langfuse-sdk']), version: '1' }
  return { [resources]: [{ resource, [scopes]: [{ scope, [items]: made }] }] }
}

function traceId(random: Random): string {
  const number = random.below(random.chance(CROWDED_SHARE) ? CROWDED_TRACES : TRACES)
  return (number + 1).toString(16).padStart(32, '5')
}

function spanId(random: Random): string {
  return (random.below(SPANS) + 1).toString(16).padStart(16, '7')
}

function makeSpan(random: Random): Fields {
  const startNs = START_NS + BigInt(random.below(1000)) * 1_000_000n
  return {
    traceId: traceId(random),
    spanId: spanId(random),
    parentSpanId: random.chance(0.4) ? '' : spanId(random),
    name: random.pick(['chat m-1', 'ai.generateText', 'ai.generateText.doGenerate', 'span']),
    kind: 3,
    startTimeUnixNano: String(startNs),
    endTimeUnixNano: String(startNs + BigInt(random.below(1000)) * 1_000_000n),
    attributes: keyValues({ ...random.pick(SPEECHES), ...(random.chance(0.3) ? random.pick(SPEECHES) : {}) }),
    droppedAttributesCount: random.below(3),
    events: random.chance(0.3)
      ? [{ name: random.pick(EVENTS), timeUnixNano: String(startNs), attributes: keyValues({ 'gen_ai.prompt': USER }) }]
      : [],
    links: random.chance(0.2) ? [{ traceId: traceId(random), spanId: spanId(random) }] : [],
    status: { code: random.below(3), message: 'no' },
    flags: 257,
  }
}

function makeRecord(random: Random): Fields {
  return {
    traceId: traceId(random),
    spanId: spanId(random),
    eventName: random.pick(RECORDS),
    timeUnixNano: String(START_NS),
    severityText: 'INFO',
    body: anyValue(random.pick<unknown>(['text', { content: 'Hi', role: 'user' }, { message: {}, index: 0 }, {}])),
    attributes: keyValues(random.chance(0.5) ? FEEDBACK : random.pick(SPEECHES)),
  }
}
