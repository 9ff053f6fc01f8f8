// Logfire and pydantic-ai: requests and answers of clients as JSON, messages as lists of events, runs of agents.

import type { Json } from '@trimtab/contract'
import { type AnyObject, type AttributeReader, objectOf, textOf } from '../../../otlp/attribute-reader.ts'
import { type Attributes, type Span, SPAN_STATUS_ERROR } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { readTools } from '../../messages/tools.ts'
import { readUsageObject } from '../../messages/usage-object.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { readContent } from '../../spellings/content.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readTags } from '../../spellings/loose-properties.ts'
import type { Role } from '../../trace-item.ts'
import { readBodyParameters, readRequestBody } from '../../messages/request-body.ts'
import { readResponseBody } from '../../messages/response-body.ts'

const WORDS = [
  'logfire.msg',
  'logfire.span_type',
  'logfire.json_schema',
  'all_messages_events',
  'pydantic_ai.all_messages',
  'model_request_parameters',
  'final_result',
]

export const logfire: Dialect = {
  name: 'logfire',
  speaks: (span) => span.scope.name === 'pydantic-ai' || WORDS.some((word) => span.attributes.has(word)),
  roleOf: (_span, attributes) => readRole(attributes),
  read: (span, attributes) =>
    [
      readNames(span, attributes),
      readAgents(span.attributes, attributes),
      readClient(span.attributes),
      readEvents(span.attributes),
      readRun(span.attributes),
    ].reduce(fillIn),
}

/**
 * A streamed call is two spans beside each other: one that ends when the stream begins, without an answer, and a log when
 * it is over, which says all that the first one says and the answer. Asked before anybody else, who would take both for
 * calls.
 */
export const logfireStream: Dialect = {
  name: 'logfire',
  speaks: (span) => span.attributes.has('request_data') && span.attributes.has('logfire.span_type'),
  roleOf: (span) => {
    const isAnswered = ANSWERS.some((key) => span.attributes.has(key))
    if (span.attributes.get('logfire.span_type') === 'log') return isAnswered ? 'call' : 'span'
    return isAnswered || span.status.code === SPAN_STATUS_ERROR ? null : 'span'
  },
  read: () => ({}),
}

const ANSWERS = ['response_data', 'gen_ai.output.messages', 'gen_ai.usage.input_tokens', 'gen_ai.response.id']

function readRole(attributes: AttributeReader): Role | null {
  if (attributes.text('logfire.span_type') === 'log') return 'span'
  const names = ['gen_ai.request.model', 'gen_ai.response.model'].map((key) => attributes.text(key))
  if (attributes.json('request_data') !== null && names.some((name) => name !== null)) return 'call'
  const isRun = ['all_messages_events', 'pydantic_ai.all_messages', 'final_result'].some(
    (key) => attributes.text(key) !== null,
  )
  return isRun ? 'wrapper' : null
}

function readNames(span: Span, attributes: AttributeReader): Said {
  const tags = span.attributes.get('logfire.tags')
  return say({
    functionName: attributes.text('agent_name'),
    tags: readTags(tags),
    costUsd: attributes.number('operation.cost'),
  })
}

/** What OpenAI's agents asked and were answered. Beside it stands the answer among what was asked, as if it had been. */
function readAgents(raw: Attributes, attributes: AttributeReader): Said {
  const settings = attributes.object('model_settings') ?? attributes.object('model_config')
  if (settings === null) return {}
  const usage = attributes.object('usage')
  return [
    say({ responseId: attributes.text('response_id'), parameters: readBodyParameters(settings) }),
    usage === null ? {} : readUsageObject(usage),
    readResponseBody(raw.get('response') ?? raw.get('output') ?? null),
    readRequestBody(raw.get('raw_input') ?? raw.get('input') ?? null),
    say({ tools: readTools(attributes.object('response')?.['tools'] ?? null) }),
  ].reduce(fillIn)
}

/** What an instrumented client of a provider was given and gave back. */
function readClient(raw: Attributes): Said {
  const request = objectOf(readContent(raw.get('request_data'))?.value)
  const response = objectOf(readContent(raw.get('response_data'))?.value)
  const streamed = textOf(response?.['combined_chunk_content'])
  return [
    request === null ? {} : readRequestBody(request),
    response === null ? {} : sayOutput(response['message'] ?? streamed ?? undefined),
    response === null ? {} : readResponseBody(response),
  ].reduce(fillIn)
}

/** One event for each message, the last of them the answer. */
function readEvents(raw: Attributes): Said {
  const events = readContent(raw.get('events'))
  if (!Array.isArray(events?.value)) return {}
  const messages = events.value.map(objectOf).filter((event) => event !== null)
  const isChoice = (event: AnyObject) => event['event.name'] === 'gen_ai.choice'
  return [
    events.isCut ? { truncated: true } : {},
    sayInput({ messages: messages.filter((event) => !isChoice(event)).map(messageOf) }),
    sayOutput(messages.filter(isChoice).map(messageOf)),
  ].reduce(fillIn)
}

/** A run of an agent: all messages of it, the last answer among them. */
function readRun(raw: Attributes): Said {
  const all = readContent(raw.get('pydantic_ai.all_messages') ?? raw.get('all_messages_events'))
  const parameters = objectOf(readContent(raw.get('model_request_parameters'))?.value)
  const tools = [parameters?.['function_tools'], parameters?.['output_tools']].flatMap((list) =>
    Array.isArray(list) ? list : [],
  )
  const messages = Array.isArray(all?.value) ? all.value.map((event) => messageOf(objectOf(event) ?? {})) : undefined
  return [
    all?.isCut === true ? { truncated: true } : {},
    sayInput({ messages, tools }),
    sayOutput(raw.get('final_result')),
  ].reduce(fillIn)
}

/** `gen_ai.choice` has its message inside. */
function messageOf(event: AnyObject): Json {
  const inner = objectOf(event['message'])
  const role =
    textOf(event['role']) ??
    /^gen_ai\.(system|user|assistant|tool)\.message$/.exec(textOf(event['event.name']) ?? '')?.[1]
  const message = inner ?? event
  const id = role === 'tool' ? { tool_call_id: message['id'] ?? null } : {}
  return { ...message, ...id, role: textOf(message['role']) ?? role ?? 'assistant' }
}
