// Mastra: its inputs and outputs stand on the steps around a call, under the name of the kind of step.

import type { Json } from '@trimtab/contract'
import { objectOf } from '../../../otlp/attribute-reader.ts'
import type { Span } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { readResponseBody } from '../../messages/response-body.ts'
import { fillIn, type Said } from '../../said.ts'
import { readContent } from '../../spellings/content.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readUnder } from '../../spellings/indexed-keys.ts'
import { readLooseProperties } from '../../spellings/loose-properties.ts'
import type { Role } from '../../trace-item.ts'

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['model_inference', 'call'],
  ['llm_generation', 'call'],
  ['model_generation', 'wrapper'],
  ['model_step', 'wrapper'],
  ['agent_run', 'wrapper'],
  ['workflow_run', 'wrapper'],
  ['workflow_step', 'wrapper'],
])
/** The whole answer of the provider and its headers: content, and not the app's. */
const LEAKED = new Set(['headers', 'body', 'modelMetadata'])

export const mastra: Dialect = {
  name: 'mastra',
  speaks: (span) => span.attributes.has('mastra.span.type'),
  roleOf: (_span, attributes) => ROLES.get(attributes.text('mastra.span.type') ?? '') ?? null,
  read: readMastra,
}

function readMastra(span: Span): Said {
  const type = span.attributes.get('mastra.span.type')
  const prefix = `mastra.${typeof type === 'string' ? type : ''}.`
  const input = readContent(span.attributes.get(`${prefix}input`))
  const answer = readContent(span.attributes.get(`${prefix}output`))
  const properties = readUnder(span.attributes, 'mastra.metadata.').filter(([name]) => !LEAKED.has(name))
  const isCut = input?.isCut === true || answer?.isCut === true
  return [
    isCut ? { truncated: true } : {},
    sayInput({ messages: input?.value }),
    sayOutput(answerOf(answer?.value)),
    readLooseProperties(properties),
    readLeakedAnswer(span.attributes.get('mastra.metadata.body')),
  ].reduce(fillIn)
}

/** It has the id of the answer, which nothing else tells. */
function readLeakedAnswer(body: Json | undefined): Said {
  return body === undefined ? {} : readResponseBody(body)
}

/** A text and the calls of tools beside it. */
function answerOf(answer: Json | undefined): Json | undefined {
  const object = objectOf(answer)
  if (object === null || object['role'] !== undefined) return answer
  const text = object['text'] ?? object['object'] ?? null
  const words = typeof text === 'object' && text !== null ? JSON.stringify(text) : text
  return {
    role: 'assistant',
    content: words,
    tool_calls: object['toolCalls'] ?? null,
    reasoning: reasoningOf(object['reasoning']),
  }
}

function reasoningOf(reasoning: Json | undefined): Json {
  return typeof reasoning === 'string' ? reasoning : null
}
