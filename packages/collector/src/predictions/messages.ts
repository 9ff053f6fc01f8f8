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
  return texts.length === 0 ? null : texts.join('')
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
  return part.type === 'text' ? part.text : null
}

function readParts(value: Json): MessagePart[] {
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'text', text: value }]
  if (!Array.isArray(value)) return []
  return value
    .map((part) => (typeof part === 'string' ? { type: 'text', content: part } : objectOf(part)))
    .filter((part) => part !== null)
    .map(readPart)
}

function readPart(part: { [field: string]: Json }): MessagePart {
  const content = part['content'] ?? part['text'] ?? null
  switch (part['type']) {
    case 'text':
    case 'reasoning':
      return typeof content === 'string' ? { type: part['type'], text: content } : asItCame(part)
    case 'tool_call':
      return {
        type: 'toolCall',
        id: textOf(part['id']),
        name: textOf(part['name']) ?? '',
        arguments: readArguments(part['arguments'] ?? null),
      }
    case 'tool_call_response':
      // The convention says `response`; its own examples, and with them some senders, say `result`.
      return { type: 'toolResult', id: textOf(part['id']), result: part['response'] ?? part['result'] ?? null }
    default:
      return asItCame(part)
  }
}

/** An object where what the model wrote parses, else its own text. */
function readArguments(value: Json): Json {
  return typeof value === 'string' ? (objectOf(parseJson(value)) ?? value) : value
}

/** The type lists what we know; what we do not know travels on unread. */
function asItCame(part: { [field: string]: Json }): MessagePart {
  return part as unknown as MessagePart
}
