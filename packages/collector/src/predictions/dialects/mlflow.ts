// MLflow: every attribute is the JSON text of a value, and the arguments and the result of the traced function are the
// request and the answer of whatever provider it calls.

import type { Json } from '@trimtab/contract'
import { type AttributeReader, objectOf, textOf } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { readAnswerOrText, readRequestOrText } from '../messages/body-or-text.ts'
import { readTools } from '../messages/tools.ts'
import { readUsageObject } from '../messages/usage-object.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readUnder } from '../spellings/indexed-keys.ts'
import { readLooseProperties } from '../spellings/loose-properties.ts'
import { readProvider } from '../spellings/provider-name.ts'
import type { Role } from '../trace-item.ts'

const TYPE = 'mlflow.spanType'

const ROLES: ReadonlyMap<string, Role> = new Map([
  ['LLM', 'call'],
  ['CHAT_MODEL', 'call'],
  ['EMBEDDING', 'call'],
  ['RERANKER', 'call'],
  ['AGENT', 'wrapper'],
  ['CHAIN', 'wrapper'],
  ['WORKFLOW', 'wrapper'],
  ['TASK', 'wrapper'],
  ['TOOL', 'step'],
  ['RETRIEVER', 'step'],
  ['PARSER', 'span'],
  ['MEMORY', 'step'],
  ['GUARDRAIL', 'step'],
  ['EVALUATOR', 'step'],
])

export const mlflow: Dialect = {
  name: 'mlflow',
  speaks: ({ attributes }) => attributes.has(TYPE) || attributes.has('mlflow.spanInputs'),
  roleOf: (_span, attributes) => ROLES.get(typeOf(attributes)) ?? null,
  read: (span, attributes) => {
    const around = readAround(span, attributes)
    return ROLES.get(typeOf(attributes)) === 'call' ? fillIn(readCall(span.attributes, attributes), around) : around
  },
}

function typeOf(attributes: AttributeReader): string {
  return (unquoted(attributes, TYPE) ?? '').toUpperCase()
}

/** A name, which is the JSON text of one where MLflow itself wrote it. */
function unquoted(attributes: AttributeReader, key: string): string | null {
  return textOf(attributes.json(key)) ?? attributes.text(key)
}

function readAround(span: Span, attributes: AttributeReader): Said {
  const isWrapper = ROLES.get(typeOf(attributes)) === 'wrapper'
  const prompts = attributes.json('mlflow.linkedPrompts')
  const prompt = objectOf(Array.isArray(prompts) ? prompts[0] : null)
  const said = say({
    functionName: isWrapper ? span.name : null,
    promptName: textOf(prompt?.['name']),
    promptVersion: textOf(prompt?.['version']),
    session: unquoted(attributes, 'mlflow.trace.session') ?? attributes.text('session.id'),
    user: unquoted(attributes, 'mlflow.trace.user') ?? attributes.text('user.id'),
  })
  const tags = readUnder(span.attributes, 'mlflow.traceTag.').filter(([name]) => !name.startsWith('mlflow.'))
  return fillIn(said, readLooseProperties(tags))
}

function readCall(raw: Attributes, attributes: AttributeReader): Said {
  const type = typeOf(attributes)
  const kind = type === 'EMBEDDING' ? 'embedding' : type === 'RERANKER' ? 'ranking' : 'generation'
  const usage = attributes.object('mlflow.chat.tokenUsage')
  const cost = attributes.object('mlflow.llm.cost')?.['total_cost']
  const said = say({
    kind,
    operation: { embedding: 'embeddings', ranking: 'rerank', generation: 'chat' }[kind],
    provider: readProvider(unquoted(attributes, 'mlflow.llm.provider')),
    tools: readTools(attributes.json('mlflow.chat.tools')),
    costUsd: typeof cost === 'number' ? cost : null,
    ...(usage === null ? {} : readUsageObject(usage)),
  })
  const body = (key: string): Json => raw.get(key) ?? null
  const bodies = fillIn(readRequestOrText(body('mlflow.spanInputs')), readAnswerOrText(body('mlflow.spanOutputs')))
  // It is the model of the answer, once there is one.
  const model = unquoted(attributes, 'mlflow.llm.model')
  return [bodies, say({ modelRequested: model === bodies.modelResponded ? null : model })].reduce(fillIn, said)
}
