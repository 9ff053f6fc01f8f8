// OpenInference, as Arize's instrumentations and Phoenix speak it: messages flattened into attribute names, and beside
// them the whole request and answer, which still stand where a limit on the count of attributes took the messages.

import type { JsonObject, Message, MessagePart, PredictionKind } from '@trimtab/contract'
import { type AttributeReader, textOf } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readBodyParameters, readRequestBody, requestUserOf } from '../messages/request-body.ts'
import { readResponseBody } from '../messages/response-body.ts'
import { readTools } from '../messages/tools.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readIndexed } from '../spellings/indexed-keys.ts'
import { readLangchainMetadata, withoutLangchain } from '../spellings/langchain-metadata.ts'
import { readLooseProperties, readTags } from '../spellings/loose-properties.ts'
import { readProvider } from '../spellings/provider-name.ts'
import { readUsage } from '../spellings/token-usage.ts'
import type { Role } from '../trace-item.ts'
import { type FlattenedMessages, isRedacted, readFlattenedMessages } from './openinference-messages.ts'

const SPAN_KIND = 'openinference.span.kind'
/** Any of these, too, is a word of OpenInference. */
const WORDS = [
  'llm.model_name',
  'llm.invocation_parameters',
  'llm.input_messages.0.message.role',
  'llm.token_count.total',
  'llm.prompt_template.template',
  'embedding.model_name',
  'reranker.model_name',
  'input.value',
  'output.value',
]

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['LLM', 'call'],
  ['EMBEDDING', 'call'],
  ['RERANKER', 'call'],
  ['CHAIN', 'wrapper'],
  ['AGENT', 'wrapper'],
  ['TOOL', 'step'],
  ['RETRIEVER', 'step'],
  ['GUARDRAIL', 'step'],
  ['EVALUATOR', 'step'],
  ['PROMPT', 'span'],
])

const KINDS: ReadonlyMap<string, { kind: PredictionKind; operation: string }> = new Map([
  ['LLM', { kind: 'generation', operation: 'chat' }],
  ['EMBEDDING', { kind: 'embedding', operation: 'embeddings' }],
  ['RERANKER', { kind: 'ranking', operation: 'rerank' }],
])

export const openinference: Dialect = {
  name: 'openinference',
  speaks: ({ attributes }) => attributes.has(SPAN_KIND) || WORDS.some((word) => attributes.has(word)),
  roleOf: (_span, attributes) => ROLES.get(spanKindOf(attributes) ?? '') ?? null,
  read: (span, attributes) => {
    const kind = spanKindOf(attributes)
    const said = readAround(span, attributes, kind)
    // What goes into a chain and comes out of it are words of the app, not of the model.
    return KINDS.has(kind ?? '') ? fillIn(fillIn(readCall(span, attributes), said), KINDS.get(kind ?? '') ?? {}) : said
  },
}

/** A model's span may lack its kind; what was said to a model and the name of one tell. */
function spanKindOf(attributes: AttributeReader): string | null {
  const kind = attributes.text(SPAN_KIND)?.toUpperCase() ?? null
  if (kind !== null) return kind
  if (attributes.text('embedding.model_name') !== null) return 'EMBEDDING'
  return attributes.text('llm.model_name') === null ? null : 'LLM'
}

/** What any span says, whatever its part. */
function readAround(span: Span, attributes: AttributeReader, kind: string | null): Said {
  const isWrapper = ROLES.get(kind ?? '') === 'wrapper'
  const said = say({
    session: attributes.text('session.id'),
    user: attributes.text('user.id'),
    tags: readTags(span.attributes.get('tag.tags')),
    functionName: attributes.text('agent.name') ?? (isWrapper ? span.name : null),
    promptName:
      attributes.text('llm.prompt_template.name') ?? attributes.text('prompt.name') ?? attributes.text('prompt.id'),
    promptVersion: attributes.text('llm.prompt_template.version') ?? attributes.text('prompt.version'),
  })
  const metadata = attributes.object('metadata')
  if (metadata === null) return said
  const properties = fillIn(said, readLooseProperties(Object.entries(withoutLangchain(metadata))))
  return ROLES.get(kind ?? '') === 'call' ? fillIn(properties, readLangchainMetadata(metadata)) : properties
}

function readCall(span: Span, attributes: AttributeReader): Said {
  const parameters: JsonObject =
    attributes.object('llm.invocation_parameters') ?? attributes.object('embedding.invocation_parameters') ?? {}
  const input = readFlattenedMessages(span.attributes, 'llm.input_messages.', 'user')
  const output = readFlattenedMessages(span.attributes, 'llm.output_messages.', 'assistant')
  const [rawInput, rawOutput] = ['input.value', 'output.value'].map((key) => span.attributes.get(key) ?? null)
  const isHidden = input.isRedacted || output.isRedacted || isRedacted(rawInput) || isRedacted(rawOutput)
  const request = isRedacted(rawInput) || input.isRedacted ? {} : readRequestBody(rawInput ?? null)
  const answer = isRedacted(rawOutput) || output.isRedacted ? {} : readResponseBody(rawOutput ?? null)
  const said = say({
    ...readModels(attributes, { parameters, request, answer }),
    provider: readProvider(attributes.text('llm.provider') ?? attributes.text('llm.system')),
    ...readInput(span, { flattened: input, request, parameters }),
    outputMessages: chooseMessages(span, withTexts(output, span.attributes, 'llm.choices.'), answer.outputMessages),
    tools: readTools(readIndexed(span.attributes, 'llm.tools.').map((tool) => tool.get('tool.json_schema') ?? null)),
    parameters: readBodyParameters(parameters),
    requestUser: requestUserOf(parameters),
    finishReason: readFinishReason(span.attributes.get('llm.finish_reason')),
    ...readTokens(attributes),
    costUsd: attributes.number('llm.cost.total'),
    value: readDimensions(span.attributes),
    contentCaptured: isHidden ? false : null,
  })
  const isCut =
    (request.truncated === true && isCutWith(span.attributes, rawInput)) ||
    (answer.truncated === true && isCutWith(span.attributes, rawOutput))
  const {
    inputMessages: _input,
    outputMessages: _output,
    system: _system,
    truncated: _cut,
    ...rest
  } = fillIn(answer, request)
  return fillIn(isCut ? { ...said, truncated: true } : said, rest)
}

interface Bodies {
  parameters: JsonObject
  request: Said
  answer: Said
}

/** `llm.model_name` is what was asked for until the answer names another. */
function readModels(attributes: AttributeReader, { parameters, request, answer }: Bodies): Said {
  const named =
    attributes.text('llm.model_name') ??
    attributes.text('embedding.model_name') ??
    attributes.text('reranker.model_name')
  const requested =
    attributes.text('llm.request.model_name') ?? textOf(parameters['model']) ?? request.modelRequested ?? named
  const responded = attributes.text('llm.response.model_name') ?? answer.modelResponded
  return say({ modelRequested: requested, modelResponded: responded ?? (named === requested ? null : named) })
}

interface Input {
  flattened: FlattenedMessages
  request: Said
  parameters: JsonObject
}

function readInput(span: Span, { flattened, request, parameters }: Input): Said {
  const all = withTexts(flattened, span.attributes, 'llm.prompts.')
  const system = (all ?? [])
    .filter(isSystem)
    .flatMap(({ parts }) => parts.map((part) => (part.type === 'text' ? part.text : '')))
  const spoken = all?.filter((message) => !isSystem(message)) ?? null
  const fromParameters = flattened.isRedacted || spoken === null ? {} : readRequestBody(parameters)
  return say({
    system: system.join('\n\n') || request.system || fromParameters.system,
    inputMessages:
      readEmbedded(span.attributes) ??
      chooseMessages(span, spoken, request.inputMessages) ??
      readQuery(span.attributes),
  })
}

function isSystem({ role }: Message): boolean {
  return role === 'system' || role === 'developer'
}

/** The older interface of completions: `llm.prompts.0.prompt.text`, `llm.choices.0.completion.text`. */
function withTexts({ messages }: FlattenedMessages, attributes: Attributes, prefix: string): Message[] | null {
  if (messages !== null) return messages
  const role = prefix === 'llm.prompts.' ? 'user' : 'assistant'
  const texts = readIndexed(attributes, prefix).map((entry) => entry.get('prompt.text') ?? entry.get('completion.text'))
  return messagesOfTexts(texts, role)
}

/**
 * The flattened ones, unless the whole body has more: of several answers only the first is flattened, and LangChain's
 * calls of tools lose their ids.
 */
function chooseMessages(span: Span, flattened: Message[] | null, whole: Message[] | undefined): Message[] | null {
  if (whole === undefined) return flattened
  const said = flattened?.filter(({ parts }) => parts.length > 0) ?? []
  if (said.length === 0 || whole.length > said.length) return whole
  const isPoorer = span.droppedAttributes > 0 || said.some(({ parts }) => parts.some(lacksId))
  return isPoorer && whole.length === said.length ? whole : flattened
}

function lacksId(part: MessagePart): boolean {
  return (part.type === 'toolCall' || part.type === 'toolResult') && part.id === null
}

function readEmbedded(attributes: Attributes): Message[] | null {
  const texts = readIndexed(attributes, 'embedding.embeddings.').map((entry) => entry.get('embedding.text'))
  return messagesOfTexts(
    texts.filter((text) => !isRedacted(text)),
    'user',
  )
}

/** Of a reranker. */
function readQuery(attributes: Attributes): Message[] | null {
  return messagesOfTexts([attributes.get('reranker.query')], 'user')
}

function messagesOfTexts(texts: unknown[], role: string): Message[] | null {
  const said = texts.filter((text): text is string => typeof text === 'string' && text !== '')
  return said.length === 0 ? null : said.map((text) => ({ role, parts: [{ type: 'text', text }] }))
}

/** Vectors are no words: of an embedding only its size is kept. */
function readDimensions(attributes: Attributes): JsonObject | null {
  const vector = attributes.get('embedding.embeddings.0.embedding.vector')
  return Array.isArray(vector) && vector.length > 0 ? { dimensions: vector.length } : null
}

function readTokens(attributes: AttributeReader): Said {
  const count = (name: string): number | null => attributes.number(`llm.token_count.${name}`)
  return readUsage({
    input: count('prompt'),
    output: count('completion'),
    total: count('total'),
    cached: count('prompt_details.cache_read') ?? count('prompt_details.cache_input'),
    cacheWritten: count('prompt_details.cache_write'),
    reasoning: count('completion_details.reasoning'),
  })
}

/** A limit that cut the whole body cut every text as long as what is left of it; where there is no other, it was read. */
function isCutWith(attributes: Attributes, body: unknown): boolean {
  if (typeof body !== 'string' || !attributes.has('llm.input_messages.0.message.role')) return true
  return [...attributes].some(
    ([key, value]) => key.startsWith('llm.') && typeof value === 'string' && value.length >= body.length,
  )
}
