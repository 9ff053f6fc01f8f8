// One message at a time, as OpenTelemetry had it before 1.37: as events on the span, or as log records of it. An event
// says its fields as attributes, a log record in its body.

import type { Json, Message } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../../otlp/attribute-reader.ts'
import type { Attributes } from '../../../otlp/otlp.ts'
import { readMessages } from '../../messages/messages.ts'
import { readToolResult } from '../../messages/tool-calls.ts'
import type { Said } from '../../said.ts'
import { say } from '../../say.ts'
import { readContent } from '../../spellings/content.ts'
import { sayInput, sayOutput, withWords } from '../../spellings/conversation.ts'
import { readFinishReason } from '../../spellings/finish-reason.ts'

const ROLE_OF_EVENT: ReadonlyMap<string, string> = new Map([
  ['gen_ai.system.message', 'system'],
  ['gen_ai.user.message', 'user'],
  ['gen_ai.assistant.message', 'assistant'],
  ['gen_ai.tool.message', 'tool'],
])
const CHOICE = 'gen_ai.choice'
/** Of 1.26: all messages in one event, as JSON. */
const WHOLE_PROMPT = 'gen_ai.content.prompt'
const WHOLE_COMPLETION = 'gen_ai.content.completion'
/** Said in one attribute or another of an event; the rest of its attributes is not content. */
const FIELDS = ['content', 'role', 'name', 'tool_calls', 'id', 'index', 'finish_reason', 'message', 'tool.result']

export interface Piece {
  /** System, user, assistant and tool as they were said; a choice after all of them. */
  place: 'input' | 'output'
  /** Which of several choices. */
  index: number
  said: Said
}

export function isMessageEvent(name: string): boolean {
  return ROLE_OF_EVENT.has(name) || name === CHOICE || name === WHOLE_PROMPT || name === WHOLE_COMPLETION
}

/** Null where the event is no piece of a conversation. */
export function readPiece(name: string, body: Json, attributes: Attributes): Piece | null {
  if (name === WHOLE_PROMPT) return input(sayInput({ messages: attributes.get('gen_ai.prompt') ?? body }))
  if (name === WHOLE_COMPLETION) return output(sayOutput(attributes.get('gen_ai.completion') ?? body), 0)
  const fields = fieldsOf(body, attributes)
  if (name === CHOICE) return readChoice(fields)
  const role = ROLE_OF_EVENT.get(name)
  return role === undefined ? null : readMessageEvent(role, fields)
}

function readMessageEvent(role: string, fields: AnyObject): Piece {
  const [message] = readMessages([{ ...messageFields(fields), role }]) ?? []
  if (role === 'system') {
    const texts = message?.parts.map((part) => (part.type === 'text' ? part.text : '')) ?? []
    return input(withCapture(say({ system: texts.join('') })))
  }
  if (role === 'tool') return input(withCapture(say({ inputMessages: toolMessages(fields) })))
  return input(withCapture(say({ inputMessages: withWords(message === undefined ? null : [message]) })))
}

function toolMessages(fields: AnyObject): Message[] | null {
  const content = fields['content'] ?? fields['tool.result'] ?? null
  if (content === null || content === '') return null
  return [{ role: 'tool', parts: [readToolResult({ id: fields['id'] ?? null, content })] }]
}

function readChoice(fields: AnyObject): Piece {
  const said = readContent(fields['message'])?.value ?? null
  // Some have the pieces of the message, or its text, in place of the message.
  const isMessage = said === null || (typeof said === 'object' && !Array.isArray(said))
  const message = isMessage ? (objectOf(said) ?? fields) : { content: said }
  const read = withWords(readMessages([{ ...messageFields(message), role: textOf(message['role']) ?? 'assistant' }]))
  const finishReason = readFinishReason(fields['finish_reason'])
  return output(withCapture(say({ outputMessages: read, finishReason })), Number(textOf(fields['index']) ?? 0) || 0)
}

/** A sender that may not say the words sends the event without them. */
function withCapture(said: Said): Said {
  const isSilent = [said.system, said.inputMessages, said.outputMessages].every((fact) => fact === undefined)
  return isSilent ? { ...said, contentCaptured: false } : said
}

/** What is a structure may have come as JSON text. */
function messageFields(fields: AnyObject): AnyObject {
  const content = readContent(fields['content'])?.value ?? null
  const isPieces = Array.isArray(content) && content.every((piece) => typeof piece === 'object')
  return {
    content: isPieces ? content : (fields['content'] ?? null),
    tool_calls: readContent(fields['tool_calls'])?.value ?? null,
    ...(Array.isArray(fields['parts']) ? { parts: fields['parts'] } : {}),
  }
}

function fieldsOf(body: Json, attributes: Attributes): AnyObject {
  const said = objectOf(readContent(body)?.value)
  if (said !== null) return said
  const fields: [string, Json][] = FIELDS.flatMap((name) => {
    const value = attributes.get(name)
    return value === undefined ? [] : [[name, value]]
  })
  // Azure puts all of them into one attribute, as JSON.
  const event = readContent(attributes.get('gen_ai.event.content'))?.value ?? null
  const text = typeof event === 'string' ? event : typeof body === 'string' ? body : ''
  const content: [string, Json][] = text === '' ? [] : [['content', text]]
  return { ...objectOf(event), ...Object.fromEntries([...content, ...fields]) }
}

function input(said: Said): Piece {
  return { place: 'input', index: 0, said }
}

function output(said: Said, index: number): Piece {
  return { place: 'output', index, said }
}
