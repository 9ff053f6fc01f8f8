// Pieces that say what they are by the name of their field: those of Gemini and of Bedrock, and pydantic's, which have
// a word of their own for the type.

import type { MessagePart } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../otlp/attribute-reader.ts'
import { readMedia } from './media.ts'
import { readCallId, readResult, readToolCall, readToolResult } from './tool-calls.ts'

/** Null where no field of it is known. */
export function readUntypedPart(part: AnyObject): MessagePart | null {
  if (typeof part['part_kind'] === 'string') return readKindOfPart(part['part_kind'], part)
  if (typeof part['text'] === 'string')
    return { type: part['thought'] === true ? 'reasoning' : 'text', text: part['text'] }
  const called = objectOf(part['functionCall'] ?? part['function_call'] ?? part['toolUse'])
  if (called !== null) return readToolCall(called)
  const answered = objectOf(part['functionResponse'] ?? part['function_response'])
  if (answered !== null) return readToolResult(answered)
  const result = objectOf(part['toolResult'])
  if (result !== null) return readBedrockResult(result)
  const thought = objectOf(part['reasoningContent'])
  if (thought !== null) return readBedrockThought(thought)
  return readUntypedMedia(part)
}

/** As pydantic-ai keeps its history. */
function readKindOfPart(kind: string, part: AnyObject): MessagePart | null {
  const content = part['content']
  switch (kind) {
    case 'tool-call':
    case 'builtin-tool-call':
      return readToolCall(part)
    case 'tool-return':
    case 'builtin-tool-return':
      return readToolResult(part)
    case 'retry-prompt':
      return readCallId(part) === null && typeof content === 'string'
        ? { type: 'text', text: content }
        : readToolResult(part)
    case 'thinking':
      return typeof content === 'string' ? { type: 'reasoning', text: content } : null
    case 'text':
    case 'system-prompt':
    case 'user-prompt':
      return typeof content === 'string' ? { type: 'text', text: content } : null
    default:
      return null
  }
}

/** One value, or a list of texts and structures of which a single structure is the answer itself. */
function readBedrockResult(result: AnyObject): MessagePart {
  const content = result['content'] ?? null
  const [only] = Array.isArray(content) && content.length === 1 ? content : []
  return { type: 'toolResult', id: readCallId(result), result: objectOf(only)?.['json'] ?? readResult(content) }
}

function readBedrockThought(thought: AnyObject): MessagePart | null {
  const text = textOf(objectOf(thought['reasoningText'])?.['text'])
  return text === null ? null : { type: 'reasoning', text }
}

const MEDIA_FIELDS = new Map([
  ['inlineData', 'media'],
  ['inline_data', 'media'],
  ['fileData', 'media'],
  ['file_data', 'media'],
  ['image', 'image'],
  ['audio', 'audio'],
  ['document', 'document'],
])

function readUntypedMedia(part: AnyObject): MessagePart | null {
  for (const [field, type] of MEDIA_FIELDS) {
    const media = part[field] === undefined ? null : readMedia(type, part)
    if (media !== null) return media
  }
  // pydantic-ai: { kind: 'image-url', url } among the words of the user.
  return typeof part['kind'] === 'string' ? readMedia(part['kind'], part) : null
}
