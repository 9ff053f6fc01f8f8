// An app that sends spans and log records with the exporters that OpenTelemetry brings: two model calls in its words, one
// of them with its texts in a log record, and what somebody thought of it. Runs on either line of OpenTelemetry.
import * as api from '@opentelemetry/api'
import { NodeSDK } from '@opentelemetry/sdk-node'

const sdk = new NodeSDK()
sdk.start()
// Up to 2.x log records are in a package of their own; the later one has the same words.
const { logs } =
  'logs' in api
    ? /** @type {Pick<typeof import('@opentelemetry/api-logs'), 'logs'>} */ (/** @type {unknown} */ (api))
    : await import('@opentelemetry/api-logs')
const tracer = api.trace.getTracer('shop', '1.2.3')
const logger = logs.getLogger('shop')

/** @param {string} responseId */
function call(responseId) {
  const span = tracer.startSpan('chat gpt-5', { kind: api.SpanKind.CLIENT })
  span.setAttributes({
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': 'openai',
    'gen_ai.request.model': 'gpt-5',
    'gen_ai.request.temperature': 0.25,
    'gen_ai.response.id': responseId,
    'gen_ai.response.finish_reasons': ['stop'],
    'gen_ai.usage.input_tokens': 12,
    'gen_ai.usage.output_tokens': 7,
    'gen_ai.conversation.id': 'session-é-1',
  })
  return { span, context: api.trace.setSpan(api.context.active(), span) }
}

const first = call('answer-1')
first.span.setAttribute(
  'gen_ai.input.messages',
  JSON.stringify([{ role: 'user', parts: [{ type: 'text', content: 'Wo ist mein Päckchen?' }] }]),
)
first.span.end()

const second = call('answer-2')
const eventName = 'gen_ai.client.inference.operation.details'
logger.emit({
  eventName,
  context: second.context,
  attributes: {
    'event.name': eventName,
    'gen_ai.input.messages': [{ role: 'user', parts: [{ type: 'text', content: 'Is it rain-proof?' }] }],
    'gen_ai.output.messages': [
      { role: 'assistant', parts: [{ type: 'text', content: 'It is.' }], finish_reason: 'stop' },
    ],
  },
})
const evaluation = 'gen_ai.evaluation.result'
logger.emit({
  eventName: evaluation,
  context: second.context,
  attributes: {
    'event.name': evaluation,
    'gen_ai.evaluation.name': 'Helpful',
    'gen_ai.evaluation.score.value': 1,
    'gen_ai.evaluation.score.label': 'up',
  },
})
second.span.end()
await sdk.shutdown()
