// Braintrust: everything about a span as JSON in a handful of attributes.

import type { Json } from '@trimtab/contract'
import { type AttributeReader, objectOf, textOf } from '../../../otlp/attribute-reader.ts'
import type { Span } from '../../../otlp/otlp.ts'
import type { Dialect } from '../../dialect.ts'
import { fillIn, type Said } from '../../said.ts'
import { say } from '../../say.ts'
import { sayInput, sayOutput } from '../../spellings/conversation.ts'
import { readLooseProperties, readTags } from '../../spellings/loose-properties.ts'
import { parametersOfObject } from '../../spellings/parameters.ts'
import { readProvider } from '../../spellings/provider-name.ts'
import { readUsage } from '../../spellings/token-usage.ts'
import type { Role } from '../../trace-item.ts'

const WORDS = ['span_attributes', 'input_json', 'output_json', 'input', 'output', 'metadata', 'metrics', 'tags'].map(
  (name) => `braintrust.${name}`,
)

export const braintrust: Dialect = {
  name: 'braintrust',
  speaks: (span) => WORDS.some((word) => span.attributes.has(word)),
  roleOf: (_span, attributes) => readRole(attributes),
  read: readBraintrust,
}

function readRole(attributes: AttributeReader): Role | null {
  const type = textOf(attributes.object('braintrust.span_attributes')?.['type'])
  if (type === 'llm') return 'call'
  if (type === 'task' || type === 'eval' || type === 'function') return 'wrapper'
  return type === null ? null : 'step'
}

function readBraintrust({ attributes: raw, name }: Span, attributes: AttributeReader): Said {
  const { model, provider, tools, prompt, ...metadata } = attributes.object('braintrust.metadata') ?? {}
  const parameters = parametersOfObject(metadata)
  const said = say({
    functionName: readRole(attributes) === 'wrapper' ? name : undefined,
    modelRequested: textOf(model),
    provider: readProvider(textOf(provider)),
    promptName: textOf(objectOf(prompt)?.['name']),
    parameters,
    tags: readTags(raw.get('braintrust.tags')),
    firstTokenMs: milliseconds(objectOf(attributes.json('braintrust.metrics'))?.['time_to_first_token']),
  })
  return [
    said,
    readMetrics(attributes),
    sayInput({ messages: raw.get('braintrust.input_json') ?? raw.get('braintrust.input'), tools }),
    sayOutput(raw.get('braintrust.output_json') ?? raw.get('braintrust.output')),
    readLooseProperties(Object.entries(metadata).filter(([key]) => !(key in PARAMETER_WORDS))),
  ].reduce(fillIn)
}

/** Parameters of the call stand among what the app said of it; they are told apart by their names. */
const PARAMETER_WORDS = {
  temperature: 1,
  max_tokens: 1,
  top_p: 1,
  top_k: 1,
  seed: 1,
  stop: 1,
  n: 1,
  frequency_penalty: 1,
  presence_penalty: 1,
  stream: 1,
  response_format: 1,
}

function readMetrics(attributes: AttributeReader): Said {
  const metrics = attributes.object('braintrust.metrics')
  const count = (field: string): number | undefined => {
    const value = metrics?.[field]
    return typeof value === 'number' ? value : undefined
  }
  return readUsage({
    input: count('prompt_tokens'),
    output: count('completion_tokens'),
    total: count('tokens'),
    cached: count('prompt_cached_tokens'),
    cacheWritten: count('prompt_cache_creation_tokens'),
    reasoning: count('completion_reasoning_tokens') ?? count('reasoning_tokens'),
  })
}

function milliseconds(seconds: Json | undefined): number | undefined {
  return typeof seconds === 'number' && seconds >= 0 ? seconds * 1000 : undefined
}
