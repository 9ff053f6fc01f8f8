// OpenAI chat fine-tuning: `{messages, tools?}` a line. Azure, Fireworks and Together read the same.
// Only the last answer was rated, so every earlier one gets `weight: 0`: the model reads it and is not trained on it.

import type { Example, Json, JsonObject, Message, MessagePart, ToolDefinition } from '@trimtab/contract'
import type { Format, FormattedRow } from '../format.ts'

export const openaiSft: Format = {
  name: 'openai-sft',
  purpose: 'OpenAI chat fine-tuning; Azure, Fireworks and Together read the same',
  row: formatRow,
}

/** The roles of the format; whoever else spoke is a user to the model. */
const ROLES = new Set(['system', 'user', 'assistant', 'tool'])

/** Reasoning is read and left out: the format has no place for it. */
const PART_TYPES = new Set<string>(['text', 'toolCall', 'toolResult', 'image', 'reasoning'])

function formatRow({ system, messages, tools, target }: Example): FormattedRow {
  const all = [...messages, target]
  if (all.some(hasUnsupportedPart)) return { outcome: 'left_out', reason: 'unsupported_part' }
  if (hasUnusableTool(all) || tools?.some((tool) => tool.name === '')) {
    return { outcome: 'left_out', reason: 'unusable_tool' }
  }
  const history = messages.flatMap(formatMessage)
  const row: JsonObject = {
    messages: [
      ...(system === null ? [] : [{ role: 'system', content: system }]),
      ...history.map((message) => (message['role'] === 'assistant' ? { ...message, weight: 0 } : message)),
      ...formatMessage(target),
    ],
  }
  if (tools !== null && tools.length > 0) row['tools'] = tools.map(formatTool)
  return { outcome: 'row', row }
}

function hasUnsupportedPart({ role, parts }: Message): boolean {
  return parts.some(({ type }) => !PART_TYPES.has(type) || (type === 'image' && role !== 'user'))
}

/** A call and its result find each other by an id, the call first; otherwise the provider refuses the whole file. */
function hasUnusableTool(messages: Message[]): boolean {
  const calls = new Set<string>()
  return messages.some(({ role, parts }) =>
    parts.some((part) => {
      if (part.type === 'toolResult') return part.id === null || !calls.has(part.id)
      if (part.type !== 'toolCall') return role === 'tool'
      if (part.id === null || part.name === '') return true
      calls.add(part.id)
      return false
    }),
  )
}

/** One message of ours is one of theirs, but for tool results: each is a message of its own. */
function formatMessage({ role, parts }: Message): JsonObject[] {
  const results = parts.filter((part) => part.type === 'toolResult')
  const answers = results.map((part) => ({ role: 'tool', tool_call_id: part.id, content: asText(part.result) }))
  const rest = parts.filter((part) => part.type !== 'toolResult' && part.type !== 'reasoning')
  if (rest.length === 0) return answers
  const message: JsonObject = { role: ROLES.has(role) ? role : 'user' }
  const calls = rest.filter((part) => part.type === 'toolCall')
  const spoken = rest.filter((part) => part.type !== 'toolCall')
  if (spoken.length > 0) message['content'] = formatContent(spoken)
  if (calls.length > 0) {
    message['tool_calls'] = calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: asText(call.arguments) },
    }))
  }
  return [...answers, message]
}

function formatContent(parts: MessagePart[]): Json {
  const texts = parts.filter((part) => part.type === 'text')
  if (texts.length === parts.length) return texts.map((part) => part.text).join('')
  return parts.flatMap((part): Json[] => {
    if (part.type === 'text') return [{ type: 'text', text: part.text }]
    if (part.type === 'image') return [{ type: 'image_url', image_url: { url: imageUrl(part) } }]
    return []
  })
}

function imageUrl(image: {
  url?: string | undefined
  blob?: string | undefined
  mimeType?: string | undefined
}): string {
  return image.url ?? `data:${image.mimeType ?? 'image/png'};base64,${image.blob ?? ''}`
}

function formatTool({ name, description, parameters }: ToolDefinition): JsonObject {
  return {
    type: 'function',
    function: {
      name,
      ...(description === null ? {} : { description }),
      parameters: parameters ?? { type: 'object', properties: {} },
    },
  }
}

/** Arguments and results are JSON as text here; what already is text stays as it is. */
function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}
