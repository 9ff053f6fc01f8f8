// OpenLLMetry (Traceloop) and those who took over its words: conversations flattened into attribute names, workflows and
// tasks around the calls. Its newer versions speak OpenTelemetry's words beside these.

import type { Json } from '@trimtab/contract'
import { type AttributeReader, textOf } from '../../otlp/attribute-reader.ts'
import type { Attributes, Span } from '../../otlp/otlp.ts'
import type { Dialect } from '../dialect.ts'
import { fillIn, type Said } from '../said.ts'
import { say } from '../say.ts'
import { readContent } from '../spellings/content.ts'
import { sayInput, sayOutput } from '../spellings/conversation.ts'
import { readFinishReason } from '../spellings/finish-reason.ts'
import { type Entry, readIndexed, readUnder } from '../spellings/indexed-keys.ts'
import { withoutLangchain } from '../spellings/langchain-metadata.ts'
import { readLooseProperties } from '../spellings/loose-properties.ts'
import { kindOfOperation, roleOfOperation } from '../spellings/operation.ts'
import { readProvider } from '../spellings/provider-name.ts'
import type { Role } from '../trace-item.ts'

const WORDS = [
  'traceloop.span.kind',
  'traceloop.entity.name',
  'traceloop.workflow.name',
  'llm.request.type',
  'gen_ai.prompt.0.role',
  'gen_ai.prompt.0.content',
  'gen_ai.completion.0.role',
  'gen_ai.completion.0.content',
]

export const traceloop: Dialect = {
  name: 'traceloop',
  speaks: (span) => WORDS.some((word) => span.attributes.has(word)),
  roleOf: (_span, attributes) => readRole(attributes),
  read: (span, attributes) =>
    [
      readNames(attributes),
      readConversation(span.attributes),
      readEntity(span, attributes),
      readProperties(span.attributes),
    ].reduce(fillIn),
}

function readRole(attributes: AttributeReader): Role | null {
  const type = attributes.text('llm.request.type')
  if (type !== null && type !== 'unknown') return roleOfOperation(type) ?? 'call'
  const kind = attributes.text('traceloop.span.kind')
  return kind === null ? null : kind === 'tool' ? 'step' : 'wrapper'
}

function readNames(attributes: AttributeReader): Said {
  const type = attributes.text('llm.request.type')
  // A call knows the path of what it is in; what it is in knows its own name.
  const path = attributes.text('traceloop.entity.path')?.split('.').at(-1)
  return say({
    functionName: attributes.text('traceloop.entity.name') ?? (path || attributes.text('traceloop.workflow.name')),
    operation: type,
    kind: kindOfOperation(type),
    provider: readProvider(attributes.text('gen_ai.system') ?? attributes.text('llm.vendor')),
    modelRequested: attributes.text('llm.request.model'),
    modelResponded: attributes.text('llm.response.model'),
    promptName: attributes.text('traceloop.prompt.key'),
    promptVersion: attributes.text('traceloop.prompt.version_name') ?? attributes.text('traceloop.prompt.version'),
  })
}

/** Before 2024 the same lists were named `llm.prompts` and `llm.completions`. */
function readConversation(raw: Attributes): Said {
  const prompt = first([readIndexed(raw, 'gen_ai.prompt.'), readIndexed(raw, 'llm.prompts.')])
  const completion = first([readIndexed(raw, 'gen_ai.completion.'), readIndexed(raw, 'llm.completions.')])
  const input = sayInput({
    messages: prompt.length === 0 ? undefined : prompt.map(messageOf),
    tools: readIndexed(raw, 'llm.request.functions.').map(toolOf),
  })
  const output = sayOutput(completion.length === 0 ? undefined : completion.map(messageOf))
  const finishReason = completion.map((entry) => readFinishReason(entry.get('finish_reason')))[0]
  const entries = [...prompt, ...completion]
  return [say({ finishReason, truncated: entries.some(isCut) ? true : undefined }), input, output].reduce(fillIn)
}

function first(lists: Entry[][]): Entry[] {
  return lists.find((list) => list.length > 0) ?? []
}

function isCut(entry: Entry): boolean {
  return readContent(entry.get('content'))?.isCut === true
}

/** In the spelling of OpenAI, which it was before it was flattened. */
function messageOf(entry: Entry): Json {
  const calls = readIndexed(entry, 'tool_calls.').map(callOf)
  const single = entry.get('function_call.name')
  if (single !== undefined)
    calls.push(callOf(new Map([...entry].map(([key, value]) => [key.replace('function_call.', ''), value]))))
  return {
    role: entry.get('role') ?? null,
    // One instrumentation writes what a user said under `user`.
    content: contentOf(entry.get('content') ?? entry.get('user') ?? null),
    reasoning: entry.get('reasoning') ?? null,
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(entry.has('tool_call_id') ? { tool_call_id: entry.get('tool_call_id') ?? null } : {}),
  }
}

/** Pieces such as images are one JSON text. `null` is what JSON makes of a message without words. */
function contentOf(content: Json): Json {
  if (content === 'null') return null
  const value = readContent(content)?.value ?? null
  const isPieces =
    Array.isArray(value) && value.every((piece) => typeof piece === 'object' && piece !== null && 'type' in piece)
  return isPieces ? value : content
}

function callOf(call: Entry): Json {
  return {
    id: call.get('id') ?? null,
    type: 'function',
    function: { name: textOf(call.get('name')) ?? '', arguments: call.get('arguments') ?? null },
  }
}

function toolOf(tool: Entry): Json {
  const parameters =
    readContent(tool.get('parameters') ?? tool.get('arguments') ?? tool.get('input_schema'))?.value ?? null
  return { name: tool.get('name') ?? '', description: tool.get('description') ?? null, parameters }
}

/** What went into a workflow or a task, as its function was called; of a call, where nothing says it better. */
function readEntity(span: Span, attributes: AttributeReader): Said {
  if (attributes.text('traceloop.span.kind') === null) return {}
  const [input, output] = [
    span.attributes.get('traceloop.entity.input'),
    span.attributes.get('traceloop.entity.output'),
  ]
  return fillIn(sayInput({ messages: withoutEmptyCall(input) }), sayOutput(output))
}

function withoutEmptyCall(input: Json | undefined): Json | undefined {
  const text = typeof input === 'string' ? input.replaceAll(/\s/g, '') : ''
  return text === '{"args":[],"kwargs":{}}' ? undefined : input
}

function readProperties(raw: Attributes): Said {
  const properties = Object.fromEntries(readUnder(raw, 'traceloop.association.properties.'))
  return readLooseProperties(Object.entries(withoutLangchain(properties)))
}
