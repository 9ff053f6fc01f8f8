// Chat messages from any spelling to ours. What is not understood is kept as it came.

import type { Json, Message, MessagePart } from '@trimtab/contract'
import { type AnyObject, textOf } from '../../otlp/attribute-reader.ts'
import { unwrapMessages } from './envelopes.ts'
import { readPart, readParts } from './parts.ts'
import { readPlainMessages } from './plain-messages.ts'
import { readToolCalls } from './tool-calls.ts'

export interface Conversation {
  system: string | null
  messages: Message[] | null
}

/** Splits a message list into the system's words and the rest. */
export function readConversation(messages: Json, systemInstructions: Json): Conversation {
  return splitConversation(readMessages(messages), systemInstructions)
}

export function splitConversation(all: Message[] | null, systemInstructions: Json): Conversation {
  const spoken = all?.filter((message) => !isSystem(message)) ?? null
  const system = [
    ...readParts(systemInstructions).map(textOfPart),
    ...(all ?? []).filter(isSystem).flatMap((message) => message.parts.map(textOfPart)),
  ].filter((text) => text !== null)
  return { system: system.length === 0 ? null : system.join('\n\n'), messages: spoken }
}

/** `speaker` is whose a message is that does not say. */
export function readMessages(value: Json, speaker = 'user'): Message[] | null {
  if (!Array.isArray(value)) return null
  const plain = readPlainMessages(value)
  if (plain !== null) return plain
  const read: Message[] = []
  /** Whether the last message was made of loose pieces, so that the next piece of the same speaker belongs to it. */
  let isOpen = false
  for (const message of unwrapMessages(value)) {
    const isPiece = isLoosePiece(message)
    const given = isPiece ? readLoosePiece(message, speaker) : readMessage(message, speaker)
    for (const { role, parts } of given) {
      const last = read.at(-1)
      const joins = isPiece || (isOpen && message['type'] === 'message')
      if (joins && last?.role === role && role !== 'tool') last.parts.push(...parts)
      else read.push({ role, parts })
    }
    isOpen = isPiece
  }
  return read
}

/** The assistant's words of the first choice; null when it said none. */
export function spokenText(messages: Message[] | null): string | null {
  const texts = messages?.[0]?.parts.filter((part) => part.type === 'text').map((part) => part.text) ?? []
  return texts.join('') || null
}

/** An item of OpenAI's responses, or a block of an answer of Anthropic's, where others have a whole message. */
function isLoosePiece(message: AnyObject): boolean {
  return typeof message['type'] === 'string' && message['role'] === undefined && message['parts'] === undefined
}

function readLoosePiece(piece: AnyObject, speaker: string): Message[] {
  const parts = readPart(piece)
  const [first] = parts
  if (first === undefined) return []
  const role = first.type === 'toolResult' ? 'tool' : SAID_BY_ANYONE.has(first.type) ? speaker : 'assistant'
  return [{ role, parts }]
}

const SAID_BY_ANYONE = new Set(['text', 'image', 'audio', 'file', 'unreadable'])

function readMessage(message: AnyObject, speaker: string): Message[] {
  // A limit may have taken who spoke; only a model calls tools.
  const role = readRole(textOf(message['role'])) ?? (callsTools(message) ? 'assistant' : speaker)
  const content = message['parts'] ?? message['content'] ?? null
  const callId = textOf(message['tool_call_id'] ?? message['toolCallId'] ?? message['tool_use_id'])
  if (role === 'tool' || (role === 'user' && callId !== null))
    return [{ role: 'tool', parts: readToolAnswer(content, callId) }]
  const parts = [...readThoughts(message), ...readParts(content), ...readAsides(message)]
  const calls = readToolCalls(message).filter((call) => !parts.some((part) => isSameCall(part, call)))
  parts.push(...calls)
  return role === 'user' ? withResultsApart(parts) : [{ role, parts }]
}

function callsTools(message: AnyObject): boolean {
  return Array.isArray(message['tool_calls']) && message['tool_calls'].length > 0
}

/** Some senders give a call both among the content and beside it. */
function isSameCall(part: MessagePart, call: MessagePart): boolean {
  return part.type === 'toolCall' && call.type === 'toolCall' && part.id !== null && part.id === call.id
}

/** A content that is a result itself, or the words of one. */
function readToolAnswer(content: Json, callId: string | null): MessagePart[] {
  const parts = readParts(content)
  if (parts.some(({ type }) => type === 'toolResult')) return parts
  const words = parts.map((part) => (part.type === 'text' ? part.text : null))
  const result = words.includes(null) || parts.length === 0 ? content : words.join('')
  return callId === null && (result === null || result === '') ? [] : [{ type: 'toolResult', id: callId, result }]
}

/** Anthropic and Gemini put the results of tools among the words of the user. */
function withResultsApart(parts: MessagePart[]): Message[] {
  const messages: Message[] = []
  for (const part of parts) {
    const role = part.type === 'toolResult' ? 'tool' : 'user'
    const last = messages.at(-1)
    if (last?.role === role) last.parts.push(part)
    else messages.push({ role, parts: [part] })
  }
  return messages.length === 0 ? [{ role: 'user', parts }] : messages
}

/** As DeepSeek and OpenRouter have them, beside the content. */
function readThoughts(message: AnyObject): MessagePart[] {
  const text = textOf(message['reasoning_content']) ?? textOf(message['reasoning']) ?? textOf(message['thinking'])
  return text === null ? [] : [{ type: 'reasoning', text }]
}

/** What a message of OpenAI's says beside its content. */
function readAsides(message: AnyObject): MessagePart[] {
  const audio = message['audio']
  const transcript = typeof audio === 'object' && audio !== null && !Array.isArray(audio) ? audio['transcript'] : null
  return [textOf(message['refusal']), textOf(transcript)]
    .filter((text) => text !== null)
    .map((text) => ({ type: 'text', text }))
}

const ROLES = new Map([
  ...['user', 'human'].map((role) => [role, 'user'] as const),
  ...['assistant', 'ai', 'model', 'bot', 'chatbot', 'aimessagechunk'].map((role) => [role, 'assistant'] as const),
  ...['tool', 'function'].map((role) => [role, 'tool'] as const),
  ...['system', 'developer'].map((role) => [role, role] as const),
])

/** Names of speakers that we do not know are kept. */
function readRole(name: string | null): string | null {
  return name === null ? null : (ROLES.get(name.toLowerCase()) ?? name)
}

function isSystem(message: Message): boolean {
  return message.role === 'system' || message.role === 'developer'
}

function textOfPart(part: MessagePart): string | null {
  return part.type === 'text' && part.text !== '' ? part.text : null
}
