// LiteLLM: OpenTelemetry's words for a call, and inside it a span with the request and the answer as they were, each
// field an attribute `llm.PROVIDER.FIELD`, its structures as Python prints them.

import type { Json } from '@trimtab/contract'
import { type AnyObject, type AttributeReader, objectOf, textOf } from '../../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../../otlp/otlp.ts'
import { setOwn } from '../../../otlp/own-key.ts'
import type { Dialect } from '../../dialect.ts'
import { readRequestBody } from '../../messages/request-body.ts'
import { readResponseBody } from '../../messages/response-body.ts'
import { readUsageObject } from '../../messages/usage-object.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { readContent } from '../../spellings/content.ts'
import { readLooseProperties } from '../../spellings/loose-properties.ts'

const RAW = 'raw_gen_ai_request'
const FIELD = /^llm\.[^.]+\.(\w+)$/

export const litellm: Dialect = {
  name: 'litellm',
  speaks: (span) =>
    span.name === RAW || span.attributes.has('metadata.usage_object') || span.attributes.has('hidden_params'),
  roleOf: (span) => (span.name === RAW && hasField(span.attributes, CONTENT) ? 'call' : null),
  read: (span, attributes) => (span.name === RAW ? readRaw(span.attributes) : readAround(span, attributes)),
}

/** An answer writes its model over that of the request. Of an embedding there is only the request. */
function readRaw(raw: Attributes): Said {
  const body = bodyOf(raw)
  const isAnswered = hasField(raw, ANSWER)
  const fields = (isOfAnswer: boolean): AnyObject =>
    Object.fromEntries(Object.entries(body).filter(([name]) => ANSWER.has(name) === isOfAnswer && name !== 'model'))
  const model = textOf(body['model'])
  const said = say({
    user: textOf(body['user']),
    kind: !isAnswered && body['input'] !== undefined ? 'embedding' : null,
    modelRequested: isAnswered ? null : model,
    modelResponded: isAnswered ? model : null,
  })
  return [readResponseBody(fields(true)), readRequestBody(fields(false))].reduce(fillIn, said)
}

const ANSWER = new Set(
  'id choices candidates content output message usage usageMetadata stop_reason finish_reason stopReason'.split(' '),
)
const CONTENT = new Set([...ANSWER, 'messages', 'input', 'contents', 'prompt'])

function hasField(raw: Attributes, names: ReadonlySet<string>): boolean {
  return [...raw.keys()].some((key) => names.has(FIELD.exec(key)?.[1] ?? ''))
}

function bodyOf(raw: Attributes): AnyObject {
  const body: AnyObject = {}
  for (const [key, value] of raw) {
    const field = FIELD.exec(key)?.[1]
    if (field !== undefined) setOwn(body, field, structureOf(value))
  }
  return body
}

function structureOf(value: Json): Json {
  const content = readContent(value)
  return content === null || content.isCut ? null : content.value
}

function readAround(span: Span, attributes: AttributeReader): Said {
  const [usage, metadata] = ['metadata.usage_object', 'metadata.requester_metadata'].map((key) =>
    objectOf(readContent(span.attributes.get(key))?.value),
  )
  // Of a call that failed all counts are zero.
  const isCounted = Object.values(usage ?? {}).some((count) => typeof count === 'number' && count > 0)
  return [
    say({ user: attributes.text('llm.user') ?? attributes.text('metadata.user_api_key_end_user_id') }),
    isCounted ? readUsageObject(usage ?? {}) : {},
    readLooseProperties(Object.entries(metadata ?? {})),
  ].reduce(fillIn)
}
