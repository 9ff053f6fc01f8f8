// Genkit: each action is a span with its input and output as JSON; those of the subtype `model` are calls.

import type { Json } from '@trimtab/contract'
import { type AnyObject, type AttributeReader, objectOf } from '../../../otlp/attribute-reader.ts'
import type { Span } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { readResponseBody } from '../../messages/response-body.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { readContent } from '../../spellings/content.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readFinishReason } from '../../spellings/finish-reason.ts'
import { readUnder } from '../../spellings/indexed-keys.ts'
import { readLooseProperties } from '../../spellings/loose-properties.ts'
import { parametersOfObject } from '../../spellings/parameters.ts'
import { readProvider } from '../../spellings/provider-name.ts'
import { readUsage } from '../../spellings/token-usage.ts'
import type { Role } from '../../trace-item.ts'

const CALLS = new Set(['model', 'embedder', 'background-model', 'reranker'])
const SURROUNDINGS = new Set([
  'flow',
  'util',
  'flowStep',
  'prompt',
  'executable-prompt',
  'agent',
  'helper',
  'dotprompt',
  'promptTemplate',
])

export const genkit: Dialect = {
  name: 'genkit',
  speaks: (span) => span.attributes.has('genkit:type') || span.attributes.has('genkit:name'),
  roleOf: (_span, attributes) => readRole(attributes),
  read: readGenkit,
}

function subtypeOf(attributes: AttributeReader): string | null {
  return attributes.text('genkit:metadata:subtype') ?? attributes.text('genkit:type')
}

function readRole(attributes: AttributeReader): Role {
  const subtype = subtypeOf(attributes) ?? ''
  return CALLS.has(subtype) ? 'call' : SURROUNDINGS.has(subtype) ? 'wrapper' : 'span'
}

function readGenkit({ attributes: raw }: Span, attributes: AttributeReader): Said {
  const name = attributes.text('genkit:name')
  const isCall = readRole(attributes) === 'call'
  const [input, output] = [readContent(raw.get('genkit:input')), readContent(raw.get('genkit:output'))]
  const request = objectOf(input?.value) ?? {}
  const answer = objectOf(output?.value) ?? {}
  const subtype = subtypeOf(attributes)
  const said = say({
    functionName: subtype === 'flow' || subtype === 'executable-prompt' || subtype === 'agent' ? name : undefined,
    session: attributes.text('genkit:sessionId') ?? attributes.text('genkit:metadata:sessionId'),
    truncated: input?.isCut === true || output?.isCut === true ? true : undefined,
  })
  const properties = readLooseProperties(readUnder(raw, 'genkit:metadata:context:'))
  return [
    said,
    ...(isCall ? readAction(name, subtype, request, answer) : readAround(input?.value, output?.value)),
    properties,
  ].reduce(fillIn)
}

function readAction(name: string | null, subtype: string | null, request: AnyObject, answer: AnyObject): Said[] {
  const [provider, ...model] = (name ?? '').split('/')
  const config = objectOf(request['config']) ?? {}
  const said = say({
    kind: subtype === 'embedder' ? 'embedding' : subtype === 'reranker' ? 'ranking' : 'generation',
    provider: model.length === 0 ? undefined : readProvider(provider ?? null),
    modelRequested: model.length === 0 ? name : model.join('/'),
    finishReason: readFinishReason(answer['finishReason']),
    parameters: parametersOfObject(config),
  })
  const message = answer['message'] ?? objectOf(firstOf(answer['candidates']))?.['message']
  return [
    said,
    readCounts(objectOf(answer['usage'])),
    sayInput({ messages: request['messages'] ?? documentsOf(request['input']), tools: request['tools'] }),
    sayOutput(message),
    // What the provider itself answered says which model it was and under which id.
    ...[answer['raw'], answer['custom']].map((raw) => (objectOf(raw) === null ? {} : readResponseBody(raw ?? null))),
  ]
}

function readAround(input: Json | undefined, output: Json | undefined): Said[] {
  return [sayInput({ messages: input }), sayOutput(output)]
}

/** What is embedded comes as documents of pieces. */
function documentsOf(documents: Json | undefined): Json | undefined {
  if (!Array.isArray(documents)) return undefined
  return documents.map((document) => ({ role: 'user', content: objectOf(document)?.['content'] ?? document }))
}

function firstOf(list: Json | undefined): Json {
  return Array.isArray(list) ? (list[0] ?? null) : null
}

function readCounts(usage: AnyObject | null): Said {
  const count = (field: string): number | undefined => {
    const value = usage?.[field]
    return typeof value === 'number' ? value : undefined
  }
  return readUsage({
    input: count('inputTokens'),
    output: count('outputTokens'),
    total: count('totalTokens'),
    cached: count('cachedContentTokens'),
    reasoning: count('thoughtsTokens'),
  })
}
