// The messages of a chat request in our words: instructions apart from the conversation, and parts for whatever is not
// plain text. A message that is plain is passed on as it is, because copying it would cost and change nothing.
import type { MessagePart } from '@trimtab/contract'
import type { MessageLike, ShortMessage, ToolLike } from '../../calls/facts.ts'
import { mediaFromBytes, mediaFromUrl, partAsItCame } from '../media-part.ts'
import { fieldsOf, listOf, nameOf, textOf } from '../wire-value.ts'

export interface ReadChat {
  system: string | undefined
  messages: MessageLike[]
}

export function readChat(messages: unknown): ReadChat {
  const instructions: string[] = []
  const spoken: MessageLike[] = []
  for (const message of listOf<WireMessage>(messages)) {
    if (message.role === 'system' || message.role === 'developer') instructions.push(plainText(message.content))
    else spoken.push(readMessage(message))
  }
  return { system: instructions.length === 0 ? undefined : instructions.join('\n\n'), messages: spoken }
}

/** A message as OpenAI's chat has it, in a request or an answer; every field of it may be missing. */
export interface WireMessage {
  role?: unknown
  content?: unknown
  tool_calls?: unknown
  tool_call_id?: unknown
  function_call?: unknown
  refusal?: unknown
  audio?: unknown
  /** As DeepSeek and those after it have it. */
  reasoning_content?: unknown
  /** As OpenRouter and Groq have it. */
  reasoning?: unknown
}

export function readMessage(message: WireMessage): MessageLike {
  const role = nameOf(message.role) ?? 'assistant'
  if (isPlain(message)) return message as ShortMessage
  if (role === 'tool') return readToolResult(message)
  if (role === 'function')
    return { role: 'tool', parts: [{ type: 'toolResult', id: null, result: plainText(message.content) }] }
  return { role, parts: [...readReasoning(message), ...readContent(message.content), ...readRest(message)] }
}

function isPlain(message: WireMessage): boolean {
  return (
    typeof message.role === 'string' &&
    typeof message.content === 'string' &&
    message.role !== 'function' &&
    !message.tool_calls &&
    !message.function_call &&
    !message.refusal &&
    !message.audio &&
    !message.reasoning_content &&
    !message.reasoning
  )
}

function readToolResult({ tool_call_id: id, content }: WireMessage): MessageLike {
  return { role: 'tool', parts: [{ type: 'toolResult', id: textOf(id) ?? null, result: plainText(content) }] }
}

function readReasoning(message: WireMessage): MessagePart[] {
  const text = nameOf(message.reasoning_content) ?? nameOf(message.reasoning)
  return text === undefined ? [] : [{ type: 'reasoning', text }]
}

function readContent(content: unknown): MessagePart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }]
  return listOf<WirePart>(content).map(readPart)
}

interface WirePart {
  type?: unknown
  text?: unknown
  refusal?: unknown
  image_url?: unknown
  input_audio?: unknown
  file?: unknown
}

function readPart(part: WirePart): MessagePart {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: textOf(part.text) ?? '' }
    case 'refusal':
      return { type: 'text', text: textOf(part.refusal) ?? '' }
    case 'image_url': {
      const url = nameOf(fieldsOf<{ url: unknown }>(part.image_url).url) ?? nameOf(part.image_url)
      return url === undefined ? partAsItCame(part) : mediaFromUrl('image', url)
    }
    case 'input_audio': {
      const { data, format } = fieldsOf<{ data: unknown; format: unknown }>(part.input_audio)
      return typeof data === 'string'
        ? mediaFromBytes('audio', data, typeof format === 'string' ? `audio/${format}` : undefined)
        : partAsItCame(part)
    }
    case 'file': {
      const data = nameOf(fieldsOf<{ file_data: unknown }>(part.file).file_data)
      return data === undefined ? partAsItCame(part) : mediaFromUrl('file', data)
    }
    default:
      return partAsItCame(part)
  }
}

/** What stands beside the content. */
function readRest(message: WireMessage): MessagePart[] {
  const refusal = nameOf(message.refusal)
  const transcript = nameOf(fieldsOf<{ transcript: unknown }>(message.audio).transcript)
  return [
    ...(refusal === undefined ? [] : [{ type: 'text' as const, text: refusal }]),
    ...(transcript === undefined ? [] : [{ type: 'text' as const, text: transcript }]),
    ...listOf<WireCall>(message.tool_calls).map(readCall),
    ...(message.function_call ? [readCall({ function: message.function_call })] : []),
  ]
}

interface WireCall {
  id?: unknown
  function?: unknown
  /** A tool that takes a text in place of JSON. */
  custom?: unknown
}

function readCall({ id, function: called, custom }: WireCall): MessagePart {
  const call = fieldsOf<{ name: unknown; arguments: unknown; input: unknown }>(called ?? custom)
  return {
    type: 'toolCall',
    id: textOf(id) ?? null,
    name: textOf(call.name) ?? '',
    arguments: textOf(call.arguments) ?? textOf(call.input) ?? null,
  }
}

/** Of a content that can only be text, in one piece or in parts. */
export function plainText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf<WirePart>(content)
    .map(({ text }) => textOf(text) ?? '')
    .join('')
}

interface WireTool {
  type?: unknown
  name?: unknown
  description?: unknown
  parameters?: unknown
  function?: unknown
  custom?: unknown
}

/** The tools of a chat, which nest what the tools of a response say outright. */
export function readTools(tools: unknown): ToolLike[] | undefined {
  const read = listOf<WireTool>(tools).map((tool) => {
    const { name, description, parameters } = fieldsOf<WireTool>(tool.function ?? tool.custom ?? tool)
    // A tool that the provider runs itself has only a type.
    return { name: nameOf(name) ?? textOf(tool.type) ?? '', description: textOf(description), parameters }
  })
  return read.length === 0 ? undefined : read
}
