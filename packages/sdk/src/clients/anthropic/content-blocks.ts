// The content blocks of Anthropic's messages in our words. Results of tools, which Anthropic puts among the words of the
// user, become messages of their own. A block that we have no word for travels as it came.
import type { Json, Message, MessagePart } from '@trimtab/contract'
import type { MessageLike } from '../../calls/facts.ts'
import { mediaFromBytes, mediaFromUrl, partAsItCame } from '../media-part.ts'
import { fieldsOf, listOf, nameOf, textOf } from '../wire-value.ts'

export interface WireBlock {
  type?: unknown
  text?: unknown
  thinking?: unknown
  id?: unknown
  name?: unknown
  input?: unknown
  tool_use_id?: unknown
  content?: unknown
  source?: unknown
}

interface WireMessage {
  role?: unknown
  content?: unknown
}

/** The system's words, which are a text or blocks of it, with those that stand among the messages. */
export function readSystem(system: unknown, messages: unknown): string | undefined {
  const among = listOf<WireMessage>(messages).filter(({ role }) => role === 'system')
  const texts = [system, ...among.map(({ content }) => content)].map(plainText).filter((text) => text !== '')
  return texts.length === 0 ? undefined : texts.join('\n\n')
}

export function readMessages(messages: unknown): MessageLike[] {
  return listOf<WireMessage>(messages)
    .filter(({ role }) => role !== 'system')
    .flatMap(readMessage)
}

function readMessage({ role, content }: WireMessage): MessageLike[] {
  const name = nameOf(role) ?? 'user'
  if (typeof content === 'string') return [{ role: name, content }]
  const read: Message[] = []
  for (const block of listOf<WireBlock>(content)) {
    const part = readBlock(block)
    const speaker = part.type === 'toolResult' ? 'tool' : name
    const last = read.at(-1)
    if (last?.role === speaker) last.parts.push(part)
    else read.push({ role: speaker, parts: [part] })
  }
  return read
}

export function readBlock(block: WireBlock): MessagePart {
  switch (block.type) {
    case 'text':
      return { type: 'text', text: textOf(block.text) ?? '' }
    case 'thinking':
      return { type: 'reasoning', text: textOf(block.thinking) ?? '' }
    case 'tool_use':
    case 'server_tool_use':
    case 'mcp_tool_use':
      return {
        type: 'toolCall',
        id: textOf(block.id) ?? null,
        name: textOf(block.name) ?? '',
        arguments: (block.input ?? null) as Json,
      }
    case 'tool_result':
    case 'mcp_tool_result':
      return { type: 'toolResult', id: textOf(block.tool_use_id) ?? null, result: readResult(block.content) }
    case 'image':
      return readMedia('image', block)
    case 'document':
      return readMedia('file', block)
    default:
      return partAsItCame(block)
  }
}

/** A text, or blocks of which those that are not text stay what they are. */
function readResult(content: unknown): Json {
  if (!Array.isArray(content)) return textOf(content) ?? null
  const blocks = listOf<WireBlock>(content)
  return blocks.every(({ type }) => type === 'text') ? plainText(blocks) : (blocks as unknown as Json)
}

function readMedia(type: 'image' | 'file', block: WireBlock): MessagePart {
  const source = fieldsOf<{ type: unknown; data: unknown; media_type: unknown; url: unknown }>(block.source)
  const url = nameOf(source.url)
  if (url !== undefined) return mediaFromUrl(type, url)
  if (typeof source.data !== 'string') return partAsItCame(block)
  if (source.type === 'text') return { type: 'text', text: source.data }
  return mediaFromBytes(type, source.data, nameOf(source.media_type))
}

function plainText(content: unknown): string {
  if (typeof content === 'string') return content
  return listOf<WireBlock>(content)
    .map(({ text }) => textOf(text) ?? '')
    .join('\n\n')
}
