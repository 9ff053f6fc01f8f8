// OpenTelemetry's own words for a model call, as it has them since 1.28: what is an attribute of the span. Versions of
// the convention and their authors differ in spelling, and all of them are read.

import type { Json } from '@trimtab/contract'
import { type AnyObject, type AttributeReader, objectOf, parseJson } from '../../../otlp/attribute-reader.ts'
import type { Attributes } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { readUsageObject } from '../../messages/usage-object.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readFinishReason } from '../../spellings/finish-reason.ts'
import { readUnder } from '../../spellings/indexed-keys.ts'
import { kindOfOperation, roleOfOperation } from '../../spellings/operation.ts'
import { readParameters } from '../../spellings/parameters.ts'
import { readProvider } from '../../spellings/provider-name.ts'
import { readUsage } from '../../spellings/token-usage.ts'
import type { Role } from '../../trace-item.ts'

/** A span of this dialect has at least one of these. */
const WORDS = [
  'gen_ai.operation.name',
  'gen_ai.provider.name',
  'gen_ai.input.messages',
  'gen_ai.output.messages',
  'gen_ai.tool.name',
  'gen_ai.agent.name',
]

export const genAi: Dialect = {
  name: 'gen-ai',
  speaks: (span) => WORDS.some((word) => span.attributes.has(word)),
  roleOf: (_span, attributes) => roleOfGenAi(attributes),
  read: (span, attributes) => readGenAi(span.attributes, attributes),
}

/** An operation that nobody here knows is a call where it names a model and says what it answered or cost. */
export function roleOfGenAi(attributes: AttributeReader): Role | null {
  const known = roleOfOperation(attributes.text('gen_ai.operation.name'))
  if (known !== null) return known
  if (attributes.text('gen_ai.tool.call.id') !== null) return 'step'
  if (namesModel(attributes) && !isAgent(attributes)) return 'call'
  return isAgent(attributes) ? 'wrapper' : null
}

function namesModel(attributes: AttributeReader): boolean {
  return (attributes.text('gen_ai.request.model') ?? attributes.text('gen_ai.response.model')) !== null
}

/** An agent that does not say what it does, and says nothing that only one answer of a model has. */
function isAgent(attributes: AttributeReader): boolean {
  const isNamed = attributes.text('gen_ai.agent.name') !== null
  return isNamed && attributes.text('gen_ai.response.id') === null && attributes.text('gen_ai.response.model') === null
}

/** Of a span or of a log record that has the attributes of one. */
export function readGenAi(raw: Attributes, attributes: AttributeReader): Said {
  const operation = attributes.text('gen_ai.operation.name')
  const said = say({
    functionName:
      attributes.text('gen_ai.agent.name') ??
      attributes.text('gen_ai.workflow.name') ??
      attributes.text('gen_ai.pipeline.name'),
    operation,
    kind: kindOfOperation(operation),
    provider: readProvider(attributes.text('gen_ai.provider.name')),
    modelRequested: attributes.text('gen_ai.request.model'),
    modelResponded: attributes.text('gen_ai.response.model'),
    responseId: attributes.text('gen_ai.response.id'),
    promptName: attributes.text('gen_ai.prompt.name'),
    promptVersion: attributes.text('gen_ai.prompt.version'),
    finishReason: readFinishReason(raw.get('gen_ai.response.finish_reasons')) ?? readStop(raw),
    parameters: readParameters(raw, attributes),
    costUsd: readCost(attributes),
    metadata: readPromptVariables(raw),
  })
  const output = readOutput(raw)
  return [readGenAiUsage(attributes), readInput(raw), output].reduce(
    fillIn,
    wantsTool(raw, output) ? { ...said, finishReason: 'tool_calls' } : said,
  )
}

/** OpenAI's responses end `completed` also where the model wants a tool. */
function wantsTool(raw: Attributes, { outputMessages }: Said): boolean {
  const reasons = raw.get('gen_ai.response.finish_reasons')
  if (!JSON.stringify(reasons ?? null).includes('completed')) return false
  return outputMessages?.at(-1)?.parts.at(-1)?.type === 'toolCall'
}

/** Anthropic's own client says it in words of its own; others write the one reason without a list. */
function readStop(raw: Attributes): Said['finishReason'] {
  return (
    readFinishReason(raw.get('anthropic.message.stop_reason')) ??
    readFinishReason(raw.get('gen_ai.response.finish_reason')) ??
    readFinishReason(raw.get('gen_ai.response.stop_reason')) ??
    undefined
  )
}

const CACHED = [
  'gen_ai.usage.cache_read.input_tokens',
  'gen_ai.usage.cache_read_input_tokens',
  'gen_ai.usage.input_tokens.cached',
  'gen_ai.usage.cached_input_tokens',
  'gen_ai.usage.cached_tokens',
  'gen_ai.usage.input_tokens_cached',
  'gen_ai.usage.details.cache_read_tokens',
  'gen_ai.usage.details.cached_tokens',
  'gen_ai.usage.details.cache_read_input_tokens',
  'gen_ai.usage.prompt_tokens_details.cached_tokens',
]
const CACHE_WRITTEN = [
  'gen_ai.usage.cache_write.input_tokens',
  'gen_ai.usage.cache_creation.input_tokens',
  'gen_ai.usage.cache_creation_input_tokens',
  'gen_ai.usage.input_tokens.cache_write',
  'gen_ai.usage.details.cache_write_tokens',
  'gen_ai.usage.details.cache_creation_input_tokens',
]
const REASONING = [
  'gen_ai.usage.reasoning.output_tokens',
  'gen_ai.usage.reasoning_tokens',
  'gen_ai.usage.output_tokens.reasoning',
  'gen_ai.usage.output_tokens_reasoning',
  'gen_ai.usage.details.reasoning_tokens',
  'gen_ai.usage.completion_tokens_details.reasoning_tokens',
]

function readGenAiUsage(attributes: AttributeReader): Said {
  const first = (keys: string[]) => keys.map((key) => attributes.number(key)).find((count) => count !== null)
  const counts = {
    input: first(['gen_ai.usage.input_tokens', 'gen_ai.usage.prompt_tokens']),
    output: first(['gen_ai.usage.output_tokens', 'gen_ai.usage.completion_tokens']),
    total: first(['gen_ai.usage.total_tokens', 'llm.usage.total_tokens']),
    cached: first(CACHED),
    cacheWritten: first(CACHE_WRITTEN),
    reasoning: first(REASONING),
  }
  // Logfire adds the counts as the provider sent them.
  const raw = attributes.object('gen_ai.usage.raw')
  return fillIn(readUsage(counts), raw === null ? {} : readUsageObject(raw))
}

function readCost(attributes: AttributeReader): number | null {
  return (
    attributes.number('gen_ai.usage.cost') ??
    attributes.number('gen_ai.usage.total_cost') ??
    attributes.number('gen_ai.cost.total') ??
    attributes.number('operation.cost')
  )
}

/** Sentry and others before 1.37 said `request.messages` and `request.available_tools`. */
function readInput(raw: Attributes): Said {
  const messages = ['gen_ai.input.messages', 'gen_ai.request.messages', 'gen_ai.embeddings.input'].map((key) =>
    raw.get(key),
  )
  const tools = ['gen_ai.tool.definitions', 'gen_ai.request.available_tools', 'gen_ai.request.tools'].map((key) =>
    raw.get(key),
  )
  return sayInput({
    messages: withoutQuotes(messages.find((value) => value !== undefined)),
    system: raw.get('gen_ai.system_instructions'),
    tools: tools.find((value) => value !== undefined),
  })
}

/** One instrumentation takes a whole conversation for what a single user said, and writes its JSON as a text. */
function withoutQuotes(messages: Json | undefined): Json | undefined {
  const list = typeof messages === 'string' && messages.includes('"[{') ? parseJson(messages) : messages
  const [message, another] = Array.isArray(list) ? list.map(objectOf) : []
  const parts = message?.['parts']
  if (message === undefined || another !== undefined || !Array.isArray(parts) || parts.length !== 1) return messages
  const quoted = objectOf(parts[0])?.['content']
  const inner = typeof quoted === 'string' && quoted.startsWith('[{') ? parseJson(quoted) : null
  return Array.isArray(inner) && inner.map(objectOf).every((item) => isMessage(item)) ? inner : messages
}

function isMessage(item: AnyObject | null): boolean {
  if (item === null) return false
  return typeof item['role'] === 'string' ? item['content'] !== undefined : typeof item['call_id'] === 'string'
}

function readOutput(raw: Attributes): Said {
  const said = sayOutput(raw.get('gen_ai.output.messages'))
  return said.outputMessages === undefined ? fillIn(said, sayOutput(answerInPieces(raw))) : said
}

/** A text, and the calls of tools beside it. */
function answerInPieces(raw: Attributes): Json | undefined {
  const text = raw.get('gen_ai.response.text') ?? raw.get('gen_ai.response.object')
  const calls = raw.get('gen_ai.response.tool_calls')
  if (text === undefined && calls === undefined) return undefined
  const texts = textsOf(text)
  const reasons = textsOf(raw.get('gen_ai.response.finish_reasons'))
  // As many reasons as texts: each is an answer of its own.
  if (texts.length > 1 && texts.length === reasons.length)
    return texts.map((content) => ({ role: 'assistant', content }))
  return {
    role: 'assistant',
    content: texts.length > 0 ? texts.join('') : (text ?? null),
    tool_calls: typeof calls === 'string' ? readList(calls) : (calls ?? null),
  }
}

function textsOf(value: Json | undefined): string[] {
  const list = typeof value === 'string' ? readList(value) : value
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : []
}

function readList(text: string): Json {
  return text.startsWith('[') ? parseJson(text) : null
}

function readPromptVariables(raw: Attributes): Said['metadata'] {
  const variables = readUnder(raw, 'gen_ai.prompt.variable.')
  return variables.length === 0 ? {} : { promptVariables: Object.fromEntries(variables) }
}
