// Chat messages as OpenTelemetry's GenAI conventions have them. Each list is sent as one string: flattened messages would
// push other attributes over the limits of whoever passes them on.
import type { MessagePart } from '@trimtab/contract'
import type { InputFacts, MessageLike, ShortCall, ShortMessage } from './facts.ts'

/** Undefined where there is none. */
export function describeMessages(
  { messages, text }: Pick<InputFacts, 'messages' | 'text'>,
  role: 'user' | 'assistant',
): object[] | undefined {
  const given = messages ?? (text === undefined ? undefined : [{ role, content: text }])
  return given?.map(writeMessage)
}

export function describeSystem(system: string | undefined): object[] | undefined {
  return system === undefined ? undefined : [{ type: 'text', content: system }]
}

export function describeTools(tools: InputFacts['tools']): object[] | undefined {
  return tools?.map(({ name, description, parameters }) => ({ type: 'function', name, description, parameters }))
}

function writeMessage(message: MessageLike): { role: string; parts: object[] } {
  return { role: message.role, parts: 'parts' in message ? message.parts.map(writePart) : writeShort(message) }
}

/** As the clients of OpenAI have it: a text, nothing or a list of parts, calls beside them, a result by itself. */
function writeShort({ role, content, tool_calls: calls, tool_call_id: callId }: ShortMessage): object[] {
  if (role === 'tool') return [{ type: 'tool_call_response', id: callId, response: content }]
  const parts = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? [])
  return [...parts.map((part) => writePart(part as MessagePart)), ...(calls ?? []).map(writeCall)]
}

function writeCall({ id, function: called }: ShortCall): object {
  return { type: 'tool_call', id, name: called?.name, arguments: called?.arguments }
}

function writePart(part: MessagePart): object {
  switch (part.type) {
    case 'text':
    case 'reasoning':
      return { type: part.type, content: part.text }
    case 'toolCall':
      return { type: 'tool_call', id: part.id, name: part.name, arguments: part.arguments }
    case 'toolResult':
      return { type: 'tool_call_response', id: part.id, response: part.result }
    default:
      // A part of any other type passes as it came.
      return part
  }
}
