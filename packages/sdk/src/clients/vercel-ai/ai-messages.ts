// Prompts, tools and answers of the AI SDK as messages of ours: those its users write and those its models are given,
// of every specification so far. What is not known is kept as it came.
import type { Json, Message, MessagePart } from '@trimtab/contract'
import { encodeBase64 } from '../../base64.ts'
import type { InputFacts, ToolLike } from '../../calls/facts.ts'
import { mediaFromBytes, mediaFromUrl, partAsItCame } from '../media-part.ts'
import { nameOf, textOf } from '../wire-value.ts'

export interface GivenPrompt {
  messages: unknown
  /** System instructions that are not among the messages. */
  instructions?: unknown
  tools?: unknown
}

export function readPrompt({ messages, instructions, tools }: GivenPrompt): InputFacts {
  const all = [...readList(instructions, 'system'), ...readList(messages, 'user')]
  const system = all.filter(({ role }) => role === 'system').map(wordsOf)
  return {
    system: system.length === 0 ? undefined : system.join('\n\n'),
    messages: all.filter(({ role }) => role !== 'system'),
    tools: readTools(tools),
  }
}

/** The parts of a prompt's message and those of an answer. */
export function readParts(content: unknown): MessagePart[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }]
  return Array.isArray(content) ? content.map((part) => readPart((part ?? {}) as Part)) : []
}

interface Part {
  type?: unknown
  text?: unknown
  toolCallId?: unknown
  toolName?: unknown
  input?: unknown
  output?: { type?: unknown; value?: unknown }
  result?: unknown
  data?: unknown
  image?: unknown
  mediaType?: unknown
}

function readList(given: unknown, role: string): Message[] {
  if (given === undefined || given === null) return []
  if (typeof given === 'string') return [{ role, parts: readParts(given) }]
  return (Array.isArray(given) ? given : [given]).map((message: { role?: unknown; content?: unknown }) => ({
    role: String(message.role),
    parts: readParts(message.content),
  }))
}

function readPart(part: Part): MessagePart {
  const id = nameOf(part.toolCallId) ?? null
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: part.type, text: String(part.text) }
    case 'tool-call':
      return { type: 'toolCall', id, name: String(part.toolName), arguments: part.input as Json }
    case 'tool-result':
      return { type: 'toolResult', id, result: readToolResult(part) }
    case 'image':
      return readMedia(part.image, part.mediaType ?? 'image/*')
    case 'file':
      return readMedia(part.data, part.mediaType)
    default:
      return partAsItCame(part)
  }
}

/** A model that ran the tool itself gives the result; a prompt says also of what type it is. */
function readToolResult({ result, output }: Part): Json {
  if (result !== undefined) return result as Json
  // A refusal has no value, only a reason.
  return (output && 'value' in output ? output.value : output) as Json
}

function readMedia(data: unknown, given: unknown): MessagePart {
  const mimeType = nameOf(given)
  const type = mediaType(mimeType)
  const content = isTagged(data) ? (data.url ?? data.data ?? data.text) : data
  if (content instanceof Uint8Array) return mediaFromBytes(type, encodeBase64(content), mimeType)
  const text = content instanceof URL ? content.href : content
  if (typeof text !== 'string') return partAsItCame({ type, mimeType, ...(isTagged(data) && data) })
  return /^(https?|data):/.test(text) ? mediaFromUrl(type, text) : mediaFromBytes(type, text, mimeType)
}

interface TaggedData {
  url?: unknown
  data?: unknown
  text?: unknown
}

/** As the fourth specification has it: `{ type: 'url', url }` and its like. */
function isTagged(data: unknown): data is TaggedData {
  return typeof data === 'object' && data !== null && 'type' in data
}

function mediaType(mimeType: string | undefined): 'image' | 'audio' | 'file' {
  const [kind] = mimeType?.split('/') ?? []
  return kind === 'image' || kind === 'audio' ? kind : 'file'
}

function readTools(tools: unknown): ToolLike[] | undefined {
  if (!Array.isArray(tools) || tools.length === 0) return undefined
  return tools.map((tool: { name?: unknown; description?: unknown; inputSchema?: unknown; args?: unknown }) => ({
    name: String(tool.name),
    description: textOf(tool.description),
    // A tool that the provider runs has settings instead of a schema.
    parameters: tool.inputSchema ?? tool.args,
  }))
}

function wordsOf({ parts }: Message): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}
