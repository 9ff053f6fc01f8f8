// Laminar: OpenLLMetry's words for the calls, its own for spans of the app around them.

import type { AnyValue, Span } from '../../../otlp/otlp.ts'
import type { AttributeReader } from '../../../otlp/attribute-reader.ts'
import type { Dialect } from '../../dialect.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readUnder } from '../../spellings/indexed-keys.ts'
import { readLooseProperties, readTags } from '../../spellings/loose-properties.ts'
import type { Role } from '../../trace-item.ts'

const WORDS = [
  'lmnr.span.type',
  'lmnr.span.path',
  'lmnr.span.input',
  'lmnr.span.instrumentation_source',
  'lmnr.internal.has_browser_session',
]
const PROPERTIES = 'lmnr.association.properties.'

export const laminar: Dialect = {
  name: 'laminar',
  speaks: (span) => WORDS.some((word) => span.attributes.has(word)),
  roleOf: readRole,
  read: readLaminar,
}

/** A span of its own tracer that does not say what it is surrounds calls; instrumentations of others made the rest. */
function readRole(span: Span, attributes: AttributeReader): Role | null {
  const type = attributes.text('lmnr.span.type')
  if (type === 'LLM' || type === 'CACHED') return 'call'
  if (type === 'DEFAULT' || type === 'PIPELINE') return 'wrapper'
  if (type !== null) return 'step'
  return span.scope.name.startsWith('lmnr') ? 'wrapper' : null
}

function readLaminar(span: Span, attributes: AttributeReader): Said {
  const { attributes: raw } = span
  const input = fillIn(sayInput({ messages: raw.get('lmnr.span.input') }), sayOutput(raw.get('lmnr.span.output')))
  const isWrapper = readRole(span, attributes) === 'wrapper'
  const path = raw.get('lmnr.span.path')
  // The path ends with the span itself.
  const around = Array.isArray(path) ? path.at(-2) : undefined
  const properties = readUnder(raw, PROPERTIES).map(([name, value]): [string, AnyValue] => [
    name.replace(/^metadata\./, ''),
    value,
  ])
  const said = say({
    functionName: isWrapper ? span.name : typeof around === 'string' ? around : undefined,
    tags: readTags(raw.get(`${PROPERTIES}tags`) ?? raw.get(`${PROPERTIES}labels`)),
  })
  return [said, input, readLooseProperties(properties)].reduce(fillIn)
}
