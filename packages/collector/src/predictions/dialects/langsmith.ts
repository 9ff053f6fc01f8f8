// LangSmith's tracing in its OpenTelemetry mode: the whole request and the whole answer as the JSON text of one
// attribute each, whatever the provider, and metadata whose values are texts.

import type { Json, JsonObject, PredictionError } from '@trimtab/contract'
import { type AttributeReader, parseJson } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readAnswerOrText, readRequestOrText } from '../messages/body-or-text.ts'
import { readUsageObject } from '../messages/usage-object.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readErrorText } from '../spellings/error-text.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readUnder } from '../spellings/indexed-keys.ts'
import { readLangchainMetadata, withoutLangchain } from '../spellings/langchain-metadata.ts'
import { readLooseProperties, readTags } from '../spellings/loose-properties.ts'
import { parametersOfObject } from '../spellings/parameters.ts'
import type { Role } from '../trace-item.ts'

const KIND = 'langsmith.span.kind'
const METADATA = 'langsmith.metadata.'

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['llm', 'call'],
  ['embedding', 'call'],
  ['chain', 'wrapper'],
  ['agent', 'wrapper'],
  ['tool', 'step'],
  ['retriever', 'step'],
  ['prompt', 'span'],
  ['parser', 'span'],
])

export const langsmith: Dialect = {
  name: 'langsmith',
  speaks: ({ attributes }) =>
    attributes.has(KIND) || attributes.has('langsmith.trace.name') || attributes.has('langsmith.traceable'),
  roleOf: (_span, attributes) => ROLES.get(kindOf(attributes)) ?? null,
  read: (span, attributes) => {
    const around = readAround(span, attributes)
    return ROLES.get(kindOf(attributes)) === 'call' ? fillIn(readCall(span, attributes), around) : around
  },
}

function kindOf(attributes: AttributeReader): string {
  return attributes.text(KIND)?.toLowerCase() ?? ''
}

function readAround(span: Span, attributes: AttributeReader): Said {
  const isCall = ROLES.get(kindOf(attributes)) === 'call'
  const properties = readUnder(span.attributes, METADATA)
    .filter(([name]) => !isOfLangsmith(name) && !(isCall && isParameter(name)))
    .map(([name, value]): [string, Json] => [name, readValue(value)])
  // A model is named after its class; a span that it shares with a function keeps the function's name.
  const isNamedByApp = !isCall || span.name !== attributes.text('langsmith.trace.name')
  const said = say({
    functionName: isNamedByApp ? span.name : null,
    tags: readTags(span.attributes.get('langsmith.span.tags')),
    key: readRun(span, attributes),
  })
  return fillIn(said, readLooseProperties(Object.entries(withoutLangchain(Object.fromEntries(properties)))))
}

/** What the library adds itself: its settings, the parameters of the model, the usage. */
function isOfLangsmith(name: string): boolean {
  return /^(?:LANGSMITH_|LANGCHAIN_|__|(?:usage_metadata|runtime)$)/.test(name)
}

/** LangChain puts what it asks of the model among the metadata of the app. */
function isParameter(name: string): boolean {
  return /^(?:model|model_name|_type|stream|temperature|top_p|top_k|seed|stop|n|max_\w*tokens|\w+_penalty|reasoning_effort)$/.test(
    name,
  )
}

/**
 * The run that an app holds in its hands when it sends feedback, which names no trace: the function around the model,
 * or the model's own. LangSmith makes the id of a run of that of its span.
 */
function readRun(span: Span, attributes: AttributeReader): string {
  const around = attributes.text('langsmith.span.parent_id') ?? attributes.text('langsmith.span.id')
  const spanId = attributes.flag('langsmith.is_root') === true ? span.spanId : (span.parentSpanId ?? span.spanId)
  return around ?? `00000000-0000-0000-${spanId.slice(0, 4)}-${spanId.slice(4)}`
}

function readCall(span: Span, attributes: AttributeReader): Said {
  const metadata = (name: string): string | null => attributes.text(`${METADATA}${name}`)
  const isEmbedding = kindOf(attributes) === 'embedding' || metadata('ls_model_type') === 'embeddings'
  const usage = attributes.object('langsmith.usage_metadata') ?? attributes.object(`${METADATA}usage_metadata`)
  const langchain = readLangchainMetadata(Object.fromEntries(readUnder(span.attributes, METADATA)))
  const said = say({
    kind: isEmbedding ? 'embedding' : 'generation',
    operation: isEmbedding ? 'embeddings' : 'chat',
    provider: langchain.provider,
    modelRequested: attributes.text('gen_ai.request.model'),
    modelResponded: attributes.text('gen_ai.response.model'),
    responseId: attributes.text('gen_ai.response.id'),
    finishReason: readFinishReason(span.attributes.get('gen_ai.response.finish_reasons')),
    ...(usage === null ? {} : readUsageObject(usage)),
    parameters: readParameters(span.attributes),
    error: readError(span),
  })
  const request = readRequestOrText(span.attributes.get('gen_ai.prompt') ?? null)
  const answer = readAnswerOrText(span.attributes.get('gen_ai.completion') ?? null)
  return [answer, request, langchain].reduce(fillIn, said)
}

/** Under their own names, and under those that LangSmith gives them all. */
function readParameters(raw: Attributes): JsonObject {
  const said = readUnder(raw, METADATA)
  const [own, given] = [false, true].map((isGiven) =>
    Object.fromEntries(
      said
        .filter(([name]) => name.startsWith('ls_') === isGiven)
        .map(([name, value]) => [name.replace(/^ls_/, ''), value]),
    ),
  )
  return { ...parametersOfObject(given ?? {}), ...parametersOfObject(own ?? {}) }
}

/** A call that failed says OK by its status, and has no answer. */
function readError(span: Span): PredictionError | null {
  const exception = span.events.find(({ name }) => name === 'exception')
  const message = exception?.attributes.get('exception.message')
  return typeof message === 'string' && !span.attributes.has('gen_ai.completion') ? readErrorText(message) : null
}

function readValue(value: Json): Json {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? (parseJson(value) ?? value) : value
}
