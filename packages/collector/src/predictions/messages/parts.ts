// The pieces of a message, in any spelling, to ours. A piece that we do not know travels on unread.

import type { Json, MessagePart } from '@trimtab/contract'
import { type AnyObject, objectOf } from '../../otlp/attribute-reader.ts'
import { readMedia } from './media.ts'
import { readToolCall, readToolResult } from './tool-calls.ts'
import { readUntypedPart } from './untyped-parts.ts'

export function readParts(value: Json): MessagePart[] {
  if (typeof value === 'string') return value === '' ? [] : [{ type: 'text', text: value }]
  // Gemini takes a single part for a list of one.
  const pieces = Array.isArray(value) ? value : [value]
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [{ type: 'text' as const, text: piece }]
    const part = objectOf(piece)
    return part === null ? [] : readPart(part)
  })
}

/** None for thoughts that the model keeps to itself. */
export function readPart(part: AnyObject): MessagePart[] {
  if (isSilent(part)) return []
  if (part['type'] === 'reasoning' && Array.isArray(part['summary']) && thoughtsOf(part) === null) return []
  const read = typeof part['type'] === 'string' ? readTypedPart(part['type'], part) : readUntypedPart(part)
  return read === null ? [asItCame(part)] : [read]
}

const WORDED = new Set<Json>(['text', 'input_text', 'output_text', 'reasoning', 'thinking'])

/** Whoever may not say the words of a part says its type alone. */
function isSilent(part: AnyObject): boolean {
  return WORDED.has(part['type'] ?? null) && Object.keys(part).length === 1
}

/** Null where it is not of a type we know, or not of the shape that its type promises. */
function readTypedPart(type: string, part: AnyObject): MessagePart | null {
  switch (type) {
    case 'text':
    case 'input_text':
    case 'output_text':
      return say('text', wordsOf(part['content'] ?? part['text']))
    case 'refusal':
      return say('text', wordsOf(part['refusal'] ?? part['content']))
    case 'reasoning':
    case 'thinking':
      return say('reasoning', thoughtsOf(part))
    case 'tool_call':
    case 'toolCall':
    case 'tool-call':
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
    case 'server_tool_call':
    case 'function':
    case 'function_call':
    case 'custom_tool_call':
      return readToolCall(part)
    case 'tool_call_response':
    case 'toolResult':
    case 'tool-result':
    case 'tool_result':
    case 'mcp_tool_result':
    case 'server_tool_call_response':
    case 'function_call_output':
    case 'function_response':
    case 'custom_tool_call_output':
      return readToolResult(part)
    default:
      return readMedia(type, part)
  }
}

function say(type: 'text' | 'reasoning', text: string | null): MessagePart | null {
  return text === null ? null : { type, text }
}

/** A text, or as OpenAI's assistants have it `{ value }`. */
function wordsOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value
  const inner = objectOf(value)?.['value']
  return typeof inner === 'string' ? inner : null
}

/** The thoughts themselves or their summary, as one text or as a list of texts. */
function thoughtsOf(part: AnyObject): string | null {
  for (const field of ['content', 'text', 'thinking', 'reasoning', 'summary']) {
    const value = part[field]
    if (typeof value === 'string') return value
    const texts = Array.isArray(value) ? value.map((piece) => objectOf(piece)?.['text']) : []
    const spoken = texts.filter((text) => typeof text === 'string')
    if (spoken.length > 0) return spoken.join('\n\n')
  }
  return null
}

const OUR_TYPES = new Set(['text', 'reasoning', 'toolCall', 'toolResult', 'image', 'audio', 'file'])

/**
 * What we do not know travels on unread, under its own type; what has none, or only claims to be of a type of ours,
 * travels inside a type that claims nothing, so that whoever reads `text` finds a text.
 */
function asItCame(part: AnyObject): MessagePart {
  const isClaim = typeof part['type'] !== 'string' || OUR_TYPES.has(part['type'])
  return (isClaim ? { type: 'unreadable', part } : part) as unknown as MessagePart
}
