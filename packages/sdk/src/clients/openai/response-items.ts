// The items that a request of the responses API gives and its answer brings, in our words: messages, calls of tools and
// their results, reasoning. An item that we have no word for, such as a search, travels as it came.
import type { Message, MessagePart } from '@trimtab/contract'
import type { MessageLike } from '../../calls/facts.ts'
import { mediaFromBytes, mediaFromUrl, partAsItCame } from '../media-part.ts'
import { isObject, listOf, nameOf, textOf } from '../wire-value.ts'
import { plainText, type ReadChat } from './chat-messages.ts'

export interface WireItem {
  type?: unknown
  role?: unknown
  content?: unknown
  call_id?: unknown
  name?: unknown
  arguments?: unknown
  input?: unknown
  output?: unknown
  summary?: unknown
  result?: unknown
}

/** A request's `input`, which may be a text, and its `instructions`. */
export function readItems(input: unknown, instructions: unknown): ReadChat {
  const system = nameOf(instructions) === undefined ? [] : [instructions as string]
  const messages: MessageLike[] = []
  if (typeof input === 'string') messages.push({ role: 'user', content: input })
  for (const item of listOf<WireItem>(input)) {
    if (item.role === 'system' || item.role === 'developer') system.push(plainText(item.content))
    else messages.push(readItem(item))
  }
  return { system: system.length === 0 ? undefined : system.join('\n\n'), messages }
}

function readItem(item: WireItem): Message {
  const role = isResult(item.type) ? 'tool' : (nameOf(item.role) ?? 'assistant')
  return { role, parts: readParts(item) }
}

/** What an answer brings is one message. */
export function readOutput(output: unknown): Message {
  return { role: 'assistant', parts: listOf<WireItem>(output).flatMap(readParts) }
}

function isResult(type: unknown): boolean {
  return type === 'function_call_output' || type === 'custom_tool_call_output'
}

function readParts(item: WireItem): MessagePart[] {
  switch (item.type) {
    case undefined:
    case 'message':
      return readContent(item.content)
    case 'function_call':
    case 'custom_tool_call':
      return [
        {
          type: 'toolCall',
          id: textOf(item.call_id) ?? null,
          name: textOf(item.name) ?? '',
          arguments: textOf(item.arguments) ?? textOf(item.input) ?? null,
        },
      ]
    case 'function_call_output':
    case 'custom_tool_call_output':
      return [{ type: 'toolResult', id: textOf(item.call_id) ?? null, result: readResult(item.output) }]
    case 'reasoning':
      return readReasoning(item)
    case 'image_generation_call':
      return [typeof item.result === 'string' ? mediaFromBytes('image', item.result, undefined) : partAsItCame(item)]
    default:
      return [partAsItCame(item)]
  }
}

function readResult(output: unknown): string {
  return typeof output === 'string' ? output : isObject(output) ? JSON.stringify(output) : ''
}

interface WirePart {
  type?: unknown
  text?: unknown
  refusal?: unknown
  image_url?: unknown
  file_data?: unknown
  file_url?: unknown
}

function readContent(content: unknown): MessagePart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }]
  return listOf<WirePart>(content).map(readPart)
}

function readPart(part: WirePart): MessagePart {
  const url = nameOf(part.image_url) ?? nameOf(part.file_data) ?? nameOf(part.file_url)
  switch (part.type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      return { type: 'text', text: textOf(part.text) ?? '' }
    case 'refusal':
      return { type: 'text', text: textOf(part.refusal) ?? '' }
    case 'input_image':
      return url === undefined ? partAsItCame(part) : mediaFromUrl('image', url)
    case 'input_file':
      return url === undefined ? partAsItCame(part) : mediaFromUrl('file', url)
    default:
      return partAsItCame(part)
  }
}

/** The summary, or the thoughts themselves where the provider shows them; often neither. */
function readReasoning({ summary, content }: WireItem): MessagePart[] {
  const texts = [...listOf<WirePart>(content), ...listOf<WirePart>(summary)]
    .map(({ text }) => nameOf(text))
    .filter((text) => text !== undefined)
  return texts.length === 0 ? [] : [{ type: 'reasoning', text: texts.join('\n\n') }]
}
