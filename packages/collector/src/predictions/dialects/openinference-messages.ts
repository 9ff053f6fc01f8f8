// The messages that OpenInference flattens into attribute names: `llm.input_messages.0.message.contents.1.…`.

import type { Json, Message } from '@trimtab/contract'
import { type AnyObject, textOf } from '../../otlp/attribute-reader.ts'
import type { Attributes } from '../../otlp/otlp.ts'
import { readMessages } from '../messages/messages.ts'
import { type Entry, readIndexed } from '../spellings/indexed-keys.ts'

/** What stands where the sender was told to leave the content out. */
const REDACTED = '__REDACTED__'

export interface FlattenedMessages {
  messages: Message[] | null
  isRedacted: boolean
}

/** `prefix` ends with a dot; `speaker` is whose a message is that does not say. */
export function readFlattenedMessages(attributes: Attributes, prefix: string, speaker: string): FlattenedMessages {
  const messages = readIndexed(attributes, prefix).map(unflattenMessage)
  return {
    messages: messages.length === 0 ? null : readMessages(messages.map(withoutRedacted), speaker),
    isRedacted: messages.some((message) => Object.values(message).some(holdsRedacted)),
  }
}

export function isRedacted(value: Json | undefined): boolean {
  return value === REDACTED
}

function unflattenMessage(entry: Entry): AnyObject {
  const contents = readIndexed(entry, 'message.contents.').map(unflattenContent)
  const name = textOf(entry.get('message.function_call_name'))
  return {
    role: entry.get('message.role') ?? null,
    content: contents.length > 0 ? contents : (entry.get('message.content') ?? null),
    tool_call_id: entry.get('message.tool_call_id') ?? null,
    tool_calls: readIndexed(entry, 'message.tool_calls.').map(unflattenCall),
    function_call:
      name === null ? null : { name, arguments: entry.get('message.function_call_arguments_json') ?? null },
  }
}

function unflattenContent(entry: Entry): AnyObject {
  const type = entry.get('message_content.type') ?? 'text'
  if (entry.has('tool_call.function.name')) return { ...unflattenCall(entry), type: 'tool_use' }
  const url = entry.get('message_content.image.image.url') ?? entry.get('message_content.audio.audio.url')
  if (url !== undefined) {
    const mimeType = entry.get('message_content.audio.audio.mime_type') ?? null
    return { type: entry.has('message_content.image.image.url') ? 'image' : 'audio', url, mimeType }
  }
  const rest = [...entry].map(([key, value]): [string, Json] => [key.replace(/^message_content\./, ''), value])
  return { ...Object.fromEntries(rest), type }
}

function unflattenCall(entry: Entry): AnyObject {
  return {
    id: entry.get('tool_call.id') ?? null,
    name: entry.get('tool_call.function.name') ?? null,
    arguments: entry.get('tool_call.function.arguments') ?? null,
  }
}

function holdsRedacted(value: Json): boolean {
  if (!Array.isArray(value)) return isRedacted(value)
  return value.some((piece) => typeof piece === 'object' && piece !== null && Object.values(piece).some(isRedacted))
}

function withoutRedacted(message: AnyObject): AnyObject {
  const kept = Object.entries(message).filter(([, value]) => !isRedacted(value))
  const content = message['content']
  if (!Array.isArray(content)) return Object.fromEntries(kept)
  return { ...Object.fromEntries(kept), content: content.filter((piece) => !holdsRedacted([piece])) }
}
