// Requests of very many small things that each make sense: whatever looks at each of them for each of them is found out.
import { encodeLogs, encodeTraces } from '../../packages/collector/src/otlp/fixtures/encode-request.ts'
import type { Made } from './bombs.ts'
import type { Random } from './random.ts'
import { anyValue, type Fields, keyValues } from './requests.ts'

const TRACE_ID = '6'.repeat(32)
const START_NS = '1795255200000000000'
const ATTRIBUTES = 60_000
const SPANS = 8000
const MESSAGES = 100_000

const FLATTENED: readonly ((index: number) => string)[] = [
  (index) => `llm.input_messages.${index}.message.content`,
  (index) => `llm.input_messages.0.message.contents.${index}.message_content.text`,
  (index) => `llm.output_messages.0.message.tool_calls.${index}.tool_call.function.name`,
  (index) => `gen_ai.prompt.${index}.content`,
  (index) => `gen_ai.completion.0.tool_calls.${index}.name`,
  (index) => `llm.request.functions.${index}.name`,
  (index) => `trimtab.metadata.${index}`,
  (index) => `langsmith.metadata.${index}`,
  (index) => `ai.telemetry.metadata.${index}`,
  (index) => `gen_ai.prompt.variable.${index}`,
  (index) => `annotations.${index}.annotation.name`,
  (index) => `retrieval.documents.${index}.document.content`,
]

const LISTS = [
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.tool.definitions',
  'ai.prompt.messages',
  'ai.response.toolCalls',
  'langfuse.observation.input',
  'input.value',
  'tag.tags',
  'mlflow.spanInputs',
]

const CALL = { 'gen_ai.operation.name': 'chat', 'gen_ai.request.model': 'm-1', 'openinference.span.kind': 'LLM' }

export function makeCrowd(random: Random): Made {
  return random.pick([flattened, listed, structured, chained, twins, exceptions, contents])(random)
}

function flattened(random: Random): Made {
  const nameOf = random.pick(FLATTENED)
  const attributes = Array.from({ length: ATTRIBUTES }, (_, index) => ({ key: nameOf(index), value: anyValue('x') }))
  return spans([{ ...span(1), attributes: [...keyValues(CALL), ...attributes] }])
}

function listed(random: Random): Made {
  const messages = JSON.stringify(Array.from({ length: MESSAGES }, () => ({ role: 'user', content: 'x' })))
  return spans([{ ...span(1), attributes: keyValues({ ...CALL, [random.pick(LISTS)]: messages }) }])
}

function structured(random: Random): Made {
  const messages = Array.from({ length: MESSAGES / 4 }, () => ({ role: 'user', parts: [] }))
  return spans([{ ...span(1), attributes: keyValues({ ...CALL, [random.pick(LISTS)]: messages }) }])
}

/** Each is inside of the one before, or of the one after; the first may be inside of the last. */
function chained(random: Random): Made {
  const [step, around] = [random.pick([1, -1]), random.chance(0.5)]
  const inside = (index: number): number => (around ? (index + step + SPANS) % SPANS : Math.max(0, index + step))
  return spans(Array.from({ length: SPANS }, (_, index) => span(index + 1, inside(index) + 1)))
}

function twins(random: Random): Made {
  const parent = random.chance(0.5) ? 1 : 2
  return spans(Array.from({ length: SPANS }, () => span(1, parent)))
}

function exceptions(): Made {
  const event = { name: 'exception', timeUnixNano: START_NS, attributes: keyValues({ 'exception.message': 'no' }) }
  return spans([{ ...span(1), status: { code: 2 }, events: Array.from({ length: ATTRIBUTES }, () => event) }])
}

function contents(random: Random): Made {
  const eventName = random.pick(['gen_ai.user.message', 'gen_ai.choice', 'gen_ai.evaluation.result'])
  const record = { traceId: TRACE_ID, spanId: idOf(1), timeUnixNano: START_NS, eventName }
  const logRecords = Array.from({ length: SPANS }, (_, index) => ({
    ...record,
    body: anyValue({ content: `x${index}`, index }),
    attributes: keyValues({ 'gen_ai.evaluation.name': `n${index}`, 'gen_ai.evaluation.score.value': 1 }),
  }))
  const body = encodeLogs({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] })
  return { signal: 'logs', encoding: 'protobuf', body: Buffer.from(body) }
}

function span(number: number, parent?: number): Fields {
  return {
    traceId: TRACE_ID,
    spanId: idOf(number),
    parentSpanId: parent === undefined ? '' : idOf(parent),
    name: 'chat',
    startTimeUnixNano: START_NS,
    endTimeUnixNano: START_NS,
    attributes: keyValues(CALL),
  }
}

function idOf(number: number): string {
  return number.toString(16).padStart(16, '7')
}

function spans(made: Fields[]): Made {
  const body = encodeTraces({ resourceSpans: [{ scopeSpans: [{ spans: made }] }] })
  return { signal: 'traces', encoding: 'protobuf', body: Buffer.from(body) }
}
