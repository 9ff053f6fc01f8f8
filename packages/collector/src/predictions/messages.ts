// Chat messages from the OpenTelemetry GenAI spelling to ours. What is not understood is kept as it came.

import type { Json, Message, MessagePart, ToolDefinition } from '@trimtab/contract'
import { objectOf, parseJson, textOf } from '../otlp/attribute-reader.ts'

export interface Conversation {
  system: string | null
  messages: Message[] | null
}

/** Splits a message list into the system's words and the rest. */
export function readConversation(messages: Json, systemInstructions: Json): Conversation {
  const all = readMessages(messages)
  const spoken = all?.filter((message) => !isSystem(message)) ?? null
  const system = [
    ...readParts(systemInstructions).map(textOfPart),
    ...(all ?? []).filter(isSystem).flatMap((message) => message.parts.map(textOfPart)),
  ].filter((text) => text !== null)
  return { system: system.length === 0 ? null : system.join('\n\n'), messages: spoken }
}

export function readMessages(value: Json): Message[] | null {
  if (!Array.isArray(value)) return null
  return value
    .map(objectOf)
    .filter((message) => message !== null)
    .map((message) => ({
      role: textOf(message['role']) ?? 'user',
      parts: readParts(message['parts'] ?? message['content'] ?? null),
    }))
}

/** The assistant's words of the first choice; null when it said none. */
export function spokenText(messages: Message[] | null): string | null {
  const texts = messages?.[0]?.parts.filter((part) => part.type === 'text').map((part) => part.text) ?? []
  return texts.join('') || null
}

export function readTools(value: Json): ToolDefinition[] | null {
  if (!Array.isArray(value)) return null
  const tools = value
    .map(objectOf)
    .filter((tool) => tool !== null)
    .map((tool) => objectOf(tool['function']) ?? tool)
  return tools.map((tool) => ({
    name: textOf(tool['name']) ?? '',
    description: textOf(tool['description']),
    parameters: tool['parameters'] ?? null,
  }))
}

function isSystem(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer'
}

function textOfPart(part: MessagePart): string | null {
  return part.type === 'text' && part.text !== '' ? part.text : null
}

function readParts(value: Json): MessagePart[] {
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'text', text: value }]
  if (!Array.isArray(value)) return []
  return value
    .map((part) => (typeof part === 'string' ? { type: 'text', content: part } : objectOf(part)))
    .filter((part) => part !== null)
    .map((part) => readPart(part) ?? asItCame(part))
}

/** Null where it is not of a type we know, or not of the shape that its type promises. */
function readPart(part: { [field: string]: Json }): MessagePart | null {
  const content = part['content'] ?? part['text'] ?? null
  switch (part['type']) {
    case 'text':
    case 'reasoning':
      return typeof content === 'string' ? { type: part['type'], text: content } : null
    case 'tool_call':
    case 'toolCall':
      return {
        type: 'toolCall',
        id: textOf(part['id']),
        name: textOf(part['name']) ?? '',
        arguments: readArguments(part['arguments'] ?? null),
      }
    case 'tool_call_response':
    case 'toolResult':
      // The convention says `response`; its own examples, and with them some senders, say `result`.
      return { type: 'toolResult', id: textOf(part['id']), result: part['response'] ?? part['result'] ?? null }
    case 'image':
    case 'audio':
    case 'file':
      return readMedia(part['type'], part)
    default:
      return null
  }
}

/** By an address or by its bytes; with neither it is some other spelling, and inventing an empty one would lose it. */
function readMedia(type: 'image' | 'audio' | 'file', part: { [field: string]: Json }): MessagePart | null {
  const [url, blob, mimeType] = [part['url'], part['blob'], part['mimeType']].map((field) =>
    typeof field === 'string' && field !== '' ? field : undefined,
  )
  return url === undefined && blob === undefined ? null : { type, url, blob, mimeType }
}

/** An object where what the model wrote parses, else its own text. */
function readArguments(value: Json): Json {
  return typeof value === 'string' ? (objectOf(parseJson(value)) ?? value) : value
}

const OUR_TYPES = new Set(['text', 'reasoning', 'toolCall', 'toolResult', 'image', 'audio', 'file'])

/**
 * What we do not know travels on unread, under its own type; what has none, or only claims to be of a type of ours,
 * travels inside a type that claims nothing, so that whoever reads `text` finds a text.
 */
function asItCame(part: { [field: string]: Json }): MessagePart {
  const isClaim = typeof part['type'] !== 'string' || OUR_TYPES.has(part['type'])
  return (isClaim ? { type: 'unreadable', part } : part) as unknown as MessagePart
}
