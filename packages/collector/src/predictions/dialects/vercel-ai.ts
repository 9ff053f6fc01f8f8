// The AI SDK of Vercel in its own words, `ai.*`: an outer span for what the app asked, inner ones for each call of a
// model (`….doGenerate`), others for tools. Sentry renames its attributes to `vercel.ai.*`.

import type { Json, MessagePart } from '@trimtab/contract'
import { type AttributeReader, objectOf, parseJson } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readToolCall } from '../messages/tool-calls.ts'
import { readUsageObject } from '../messages/usage-object.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readContent } from '../spellings/content.ts'
import { sayInput, sayOutput, withWords } from '../spellings/conversation.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readUnder } from '../spellings/indexed-keys.ts'
import { readLooseProperties } from '../spellings/loose-properties.ts'
import { kindOfOperation } from '../spellings/operation.ts'
import { readProvider } from '../spellings/provider-name.ts'
import { readUsage } from '../spellings/token-usage.ts'
import type { Role } from '../trace-item.ts'

const PREFIXES = ['ai.', 'vercel.ai.'] as const
/** Where an app puts what it wants to find its calls by. */
const PROPERTIES = ['telemetry.metadata.', 'settings.context.']

export const vercelAi: Dialect = {
  name: 'vercel-ai',
  speaks: (span) =>
    span.scope.name === 'ai' ||
    PREFIXES.some(
      (prefix) => span.attributes.has(`${prefix}operationId`) || span.attributes.has(`${prefix}model.id`),
    ) ||
    // Version 7 speaks OpenTelemetry's words, but leaves what the app hangs on a call under its own.
    (span.scope.name === 'gen_ai' && PROPERTIES.some((name) => hasUnder(span.attributes, `ai.${name}`))),
  roleOf: (span) => roleOfOperationId(operationOf(span)),
  read: (span, attributes) => {
    const sdk = readerOf(span.attributes, attributes)
    return [
      readCall(span, sdk),
      readPrompt(sdk),
      readAnswer(sdk),
      readProviderUsage(sdk),
      readCounts(sdk),
      readProperties(span.attributes),
    ].reduce(fillIn)
  },
}

/** Reads by the name without the prefix. */
interface SdkReader {
  raw: (name: string) => Json | undefined
  text: (name: string) => string | null
  number: (name: string) => number | null
}

function readerOf(raw: Attributes, attributes: AttributeReader): SdkReader {
  const first = <Value>(read: (key: string) => Value | null): Value | null => read('ai.') ?? read('vercel.ai.')
  return {
    raw: (name) => raw.get(`ai.${name}`) ?? raw.get(`vercel.ai.${name}`),
    text: (name) => first((prefix) => attributes.text(prefix + name)),
    number: (name) => first((prefix) => attributes.number(prefix + name)),
  }
}

function hasUnder(raw: Attributes, prefix: string): boolean {
  for (const key of raw.keys()) if (key.startsWith(prefix)) return true
  return false
}

/** `ai.generateText.doGenerate`; `operation.name` says the same and then the name of the function. */
function operationOf(span: Span): string | null {
  const { attributes } = span
  const said =
    attributes.get('ai.operationId') ?? attributes.get('vercel.ai.operationId') ?? attributes.get('operation.name')
  const operation = typeof said === 'string' ? (said.split(' ')[0] ?? '') : span.name
  return operation.startsWith('ai.') ? operation : null
}

function roleOfOperationId(operation: string | null): Role | null {
  if (operation === null) return null
  if (/\.do[A-Z]\w*$/.test(operation)) return 'call'
  return operation === 'ai.toolCall' ? 'step' : 'wrapper'
}

function readCall(span: Span, sdk: SdkReader): Said {
  const operation = operationOf(span)
  return say({
    functionName: sdk.text('telemetry.functionId'),
    operation: operation?.replace(/^ai\./, '').replace(/\.do[A-Z]\w*$/, ''),
    kind:
      operation === 'ai.toolCall'
        ? undefined
        : (kindOfOperation(operation) ?? (operation === null ? undefined : 'generation')),
    provider: readProvider(sdk.text('model.provider')),
    modelRequested: sdk.text('model.id'),
    modelResponded: sdk.text('response.model'),
    responseId: sdk.text('response.id'),
    finishReason: readFinishReason(
      sdk.raw('response.finishReason') ?? sdk.raw('finishReason') ?? sdk.raw('result.finishReason'),
    ),
  })
}

/** The inner span has the messages as they were sent; the outer one what the app gave: a system, a prompt, messages. */
function readPrompt(sdk: SdkReader): Said {
  const tools = sdk.raw('prompt.tools')
  const messages = sdk.raw('prompt.messages')
  if (messages !== undefined) return sayInput({ messages, tools })
  const given = readContent(sdk.raw('prompt'))
  const prompt = objectOf(given?.value)
  if (prompt === null) return sayInput({ messages: given?.value ?? readValues(sdk), tools })
  const said = sayInput({ messages: prompt['messages'] ?? prompt['prompt'], system: prompt['system'], tools })
  return given?.isCut === true ? { ...said, truncated: true } : said
}

/** What is to be embedded: each value is the JSON text of itself. */
function readValues(sdk: SdkReader): Json | undefined {
  const values = sdk.raw('values') ?? sdk.raw('value')
  const list = Array.isArray(values) ? values : values === undefined ? [] : [values]
  const texts = list.map((value) => (typeof value === 'string' ? (readContent(value)?.value ?? value) : value))
  return texts.length === 0 ? undefined : texts.map((content) => ({ role: 'user', content }))
}

/** Version 3 said `result` where later ones say `response`. */
function readAnswer(sdk: SdkReader): Said {
  const said = (name: string) => sdk.raw(`response.${name}`) ?? sdk.raw(`result.${name}`)
  const calls = readContent(said('toolCalls'))
  const parts: MessagePart[] = [
    ...textPart('reasoning', said('reasoning')),
    ...textPart('text', said('text')),
    ...textPart('text', said('object')),
    ...(Array.isArray(calls?.value)
      ? calls.value
          .map(objectOf)
          .filter((call) => call !== null)
          .map(readToolCall)
      : []),
  ]
  const files = readContent(said('files'))?.value
  const read = sayOutput(
    Array.isArray(files) && files.length > 0 ? [{ role: 'assistant', content: files.map(asFile) }] : undefined,
  )
  const all = [...parts, ...(read.outputMessages?.flatMap((message) => message.parts) ?? [])]
  return say({
    outputMessages: withWords(all.length === 0 ? null : [{ role: 'assistant', parts: all }]),
    truncated: calls?.isCut === true ? true : undefined,
  })
}

function asFile(file: Json): Json {
  const object = objectOf(file)
  return object === null ? file : { type: 'file', ...object }
}

function textPart(type: 'text' | 'reasoning', value: Json | undefined): MessagePart[] {
  const list = type === 'reasoning' && typeof value === 'string' && value.startsWith('[') ? parseJson(value) : value
  if (Array.isArray(list)) return list.flatMap((item) => textPart(type, objectOf(item)?.['text'] ?? item))
  if (typeof list === 'string') return list === '' ? [] : [{ type, text: list }]
  return typeof list === 'object' && list !== null ? [{ type, text: JSON.stringify(list) }] : []
}

function readCounts(sdk: SdkReader): Said {
  const first = (names: string[]) => names.map((name) => sdk.number(`usage.${name}`)).find((count) => count !== null)
  return readUsage({
    input: first(['inputTokens', 'promptTokens', 'tokens']),
    output: first(['outputTokens', 'completionTokens']),
    total: first(['totalTokens']),
    cached: first(['cachedInputTokens', 'inputTokenDetails.cacheReadTokens']) ?? readProviderCount(sdk, CACHED),
    cacheWritten: first(['inputTokenDetails.cacheWriteTokens']) ?? readProviderCount(sdk, CACHE_WRITTEN),
    reasoning:
      first(['reasoningTokens', 'outputTokenDetails.reasoningTokens']) ?? readProviderCount(sdk, ['reasoningTokens']),
  })
}

/** What the provider counted itself, as it was sent: the SDK's own counts leave out what Anthropic read from a cache. */
function readProviderUsage(sdk: SdkReader): Said {
  const metadata = objectOf(readContent(sdk.raw('response.providerMetadata'))?.value)
  const usage = Object.values(metadata ?? {})
    .map((provider) => objectOf(objectOf(provider)?.['usage']))
    .find((object) => object !== null)
  return usage === undefined ? {} : readUsageObject(usage)
}

const CACHED = ['cachedPromptTokens', 'cacheReadInputTokens', 'cacheReadTokens']
const CACHE_WRITTEN = ['cacheCreationInputTokens', 'cacheWriteInputTokens']

/** Before the SDK counted them itself, they were among what the provider said besides. */
function readProviderCount(sdk: SdkReader, names: string[]): number | undefined {
  const metadata = objectOf(readContent(sdk.raw('response.providerMetadata'))?.value)
  for (const provider of Object.values(metadata ?? {})) {
    const counts = objectOf(provider)
    const count = names.map((name) => counts?.[name]).find((value) => typeof value === 'number')
    if (typeof count === 'number') return count
  }
  return undefined
}

function readProperties(raw: Attributes): Said {
  const properties = PREFIXES.flatMap((prefix) => PROPERTIES.flatMap((name) => readUnder(raw, prefix + name)))
  return readLooseProperties(properties)
}
