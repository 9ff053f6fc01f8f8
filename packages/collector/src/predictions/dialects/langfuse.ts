// Langfuse: input and output in any shape an app or a wrapped client of a provider has, usage under names of the app's
// choosing, and what holds for a whole trace repeated on each of its spans.

import type { Json, PredictionError } from '@trimtab/contract'
import { type AttributeReader, objectOf, parseJson } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readAnswerOrText, readRequestOrText } from '../messages/body-or-text.ts'
import { readBodyParameters } from '../messages/request-body.ts'
import { takeToldTools } from '../messages/told-tools.ts'
import { readTools } from '../messages/tools.ts'
import { readUsageObject } from '../messages/usage-object.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readErrorText } from '../spellings/error-text.ts'
import { readUnder } from '../spellings/indexed-keys.ts'
import { readContent } from '../spellings/content.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { readLangchainMetadata, withoutLangchain } from '../spellings/langchain-metadata.ts'
import { readLooseProperties, readTags } from '../spellings/loose-properties.ts'
import type { Role } from '../trace-item.ts'

const TYPE = 'langfuse.observation.type'
const OBSERVATION = 'langfuse.observation.'
const TRACE = 'langfuse.trace.'

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['generation', 'call'],
  ['embedding', 'call'],
  ['span', 'wrapper'],
  ['agent', 'wrapper'],
  ['chain', 'wrapper'],
  ['tool', 'step'],
  ['retriever', 'step'],
  ['event', 'span'],
  ['guardrail', 'step'],
  ['evaluator', 'step'],
])

export const langfuse: Dialect = {
  name: 'langfuse',
  speaks: ({ attributes }) =>
    [TYPE, `${OBSERVATION}input`, `${OBSERVATION}model.name`].some((key) => attributes.has(key)),
  roleOf: (_span, attributes) => ROLES.get(typeOf(attributes)) ?? null,
  read: (span, attributes) => {
    const around = fillIn(readAround(span, attributes), readTraceWords(span.attributes, attributes))
    return ROLES.get(typeOf(attributes)) === 'call' ? fillIn(readCall(span, attributes), around) : around
  },
}

/** Langfuse's words for the whole trace, which stand on spans of any dialect. */
export const langfuseTrace: Dialect = {
  name: 'langfuse',
  speaks: ({ attributes }) =>
    [
      'langfuse.trace.name',
      'langfuse.trace.tags',
      'langfuse.tags',
      'langfuse.session.id',
      'langfuse.user.id',
      'langfuse.version',
    ].some((key) => attributes.has(key)) || [...attributes.keys()].some((key) => key.startsWith(`${TRACE}metadata`)),
  roleOf: () => null,
  read: (span, attributes) => readTraceWords(span.attributes, attributes),
}

function typeOf(attributes: AttributeReader): string {
  const type = attributes.text(TYPE)?.toLowerCase()
  return type ?? (attributes.text(`${OBSERVATION}model.name`) === null ? 'span' : 'generation')
}

function readAround(span: Span, attributes: AttributeReader): Said {
  const said = say({
    promptName: attributes.text(`${OBSERVATION}prompt.name`),
    promptVersion: attributes.text(`${OBSERVATION}prompt.version`),
    functionName: isNameOfClient(span.name) ? null : span.name,
    error: readError(attributes),
  })
  // A client that is wrapped puts the tools beside the input, and why a stream ended.
  const {
    tools: _tools,
    finish_reason: _reason,
    ...metadata
  } = withoutLangchain(readMetadata(span.attributes, `${OBSERVATION}metadata`))
  // Langfuse's clients take `langfuse_session_id` and its like for what they say of the trace.
  const properties = Object.entries(metadata).map(([name, value]): [string, Json] => [
    name.replace(/^langfuse_/, ''),
    Array.isArray(value) ? value.filter((tag) => !isTagOfLangchain(tag)) : value,
  ])
  return fillIn(said, readLooseProperties(properties.filter(([, value]) => !Array.isArray(value) || value.length > 0)))
}

/** `seq:step:2` */
function isTagOfLangchain(tag: Json): boolean {
  return typeof tag === 'string' && /^(?:seq|graph):step:\d+$/.test(tag)
}

/** A wrapped client names its spans itself: `OpenAI.chat`, `OpenAI-generation`, `ChatOpenAI`. */
function isNameOfClient(name: string): boolean {
  return /^(?:[A-Z]\w*\.\w+|[A-Z]\w*-\w+|Chat[A-Z]\w*)$/.test(name)
}

function readTraceWords(raw: Attributes, attributes: AttributeReader): Said {
  const version = attributes.text('langfuse.version')
  const said = say({
    functionName: attributes.text(`${TRACE}name`),
    session: attributes.text('session.id') ?? attributes.text('langfuse.session.id'),
    user: attributes.text('user.id') ?? attributes.text('langfuse.user.id'),
    tags: [...readTags(raw.get(`${TRACE}tags`)), ...readTags(raw.get('langfuse.tags'))],
    metadata: version === null ? {} : { version },
  })
  return fillIn(said, readLooseProperties(Object.entries(readMetadata(raw, `${TRACE}metadata`))))
}

/** One JSON text of all, or a key for each; values that are structures are JSON texts. */
function readMetadata(raw: Attributes, key: string): { [name: string]: Json } {
  const whole = raw.get(key)
  const object = objectOf(typeof whole === 'string' ? parseJson(whole) : whole)
  const single = readUnder(raw, `${key}.`).map(([name, value]): [string, Json] => [
    name,
    typeof value === 'string' && /^\s*[[{"]/.test(value) ? (parseJson(value) ?? value) : value,
  ])
  return { ...object, ...Object.fromEntries(single) }
}

function readCall(span: Span, attributes: AttributeReader): Said {
  const input = span.attributes.get(`${OBSERVATION}input`) ?? null
  const told = takeToldTools(readContent(input)?.value ?? null)
  const request = readRequestOrText(told.tools.length === 0 ? input : told.conversation)
  const answer = readAnswerOrText(span.attributes.get(`${OBSERVATION}output`) ?? null)
  const parameters = attributes.object(`${OBSERVATION}model.parameters`)
  const metadata = readMetadata(span.attributes, `${OBSERVATION}metadata`)
  const isEmbedding =
    typeOf(attributes) === 'embedding' || /embed/i.test(attributes.text(`${OBSERVATION}model.name`) ?? '')
  const said = say({
    kind: isEmbedding ? 'embedding' : 'generation',
    operation: isEmbedding ? 'embeddings' : 'chat',
    ...readLangchainMetadata(metadata),
    tools: readTools(metadata['tools'] ?? told.tools),
    finishReason: readFinishReason(metadata['finish_reason']),
    ...readModel(attributes, answer),
    ...readUsageDetails(attributes),
    parameters: parameters === null ? {} : readBodyParameters(parameters),
    costUsd: readCost(attributes),
  })
  return fillIn(said, fillIn(request, answer))
}

/**
 * One name for both: a client that was wrapped replaces what was asked for by what the answer names. A name with a date
 * on a call that was answered is the answer's; whatever else, it is what was asked for.
 */
function readModel(attributes: AttributeReader, answer: Said): Said {
  const name = attributes.text(`${OBSERVATION}model.name`)
  const isAnswered = answer.outputMessages !== undefined || attributes.text(`${OBSERVATION}usage_details`) !== null
  const isDated = name !== null && /\d{4}-?\d{2}-?\d{2}$/.test(name)
  return say(isDated && isAnswered ? { modelResponded: name } : { modelRequested: name })
}

/**
 * Langfuse's own rule is that the total is the sum of all parts. Some clients keep to it, so that cached tokens are not
 * in the input; others pass on the counts of a provider, where they are.
 */
function readUsageDetails(attributes: AttributeReader): Said {
  const details = attributes.object(`${OBSERVATION}usage_details`)
  if (details === null) return {}
  const usage = readUsageObject(details)
  const counts = Object.entries(details).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
  const sumOf = (belongs: (name: string) => boolean): number =>
    counts.filter(([name]) => belongs(name)).reduce((sum, [, count]) => sum + count, 0)
  const [input, output] = [
    sumOf((name) => /^input|^cache|^prompt/.test(name)),
    sumOf((name) => /^output|^completion/.test(name)),
  ]
  const isOfParts = counts.length > 3 && details['total'] === input + output && usage.outputTokens !== undefined
  return isOfParts ? { ...usage, inputTokens: input, outputTokens: output } : usage
}

function readCost(attributes: AttributeReader): number | null {
  const details = attributes.object(`${OBSERVATION}cost_details`)
  if (details === null) return null
  if (typeof details['total'] === 'number') return details['total']
  const costs = Object.values(details).filter((cost) => typeof cost === 'number')
  return costs.length === 0 ? null : costs.reduce((sum, cost) => sum + cost, 0)
}

/** The status of the span stays unset. */
function readError(attributes: AttributeReader): PredictionError | null {
  if (attributes.text(`${OBSERVATION}level`) !== 'ERROR') return null
  return readErrorText(attributes.text(`${OBSERVATION}status_message`))
}
