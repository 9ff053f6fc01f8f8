// A tool that the model calls, and what the tool answered, in any spelling.

import type { Json, MessagePart } from '@trimtab/contract'
import { type AnyObject, objectOf, parseJson, textOf } from '../../otlp/attribute-reader.ts'

/** The calls that stand beside the content of a message, where OpenAI and those after it put them. */
export function readToolCalls(message: AnyObject): MessagePart[] {
  const extra = objectOf(message['additional_kwargs'])
  const lists = [message['tool_calls'], message['toolCalls'], extra?.['tool_calls']]
  const list = lists.find((calls) => Array.isArray(calls) && calls.length > 0)
  // A stream of OpenAI's responses that was watched puts the other items of the answer among them.
  const calls = (Array.isArray(list) ? list : [])
    .map(objectOf)
    .filter((call) => call !== null)
    .filter(({ type }) => type !== 'message' && type !== 'reasoning')
  const single = objectOf(message['function_call'] ?? extra?.['function_call'])
  return [...calls, ...(single === null ? [] : [single])].map(readToolCall)
}

export function readToolCall(call: AnyObject): MessagePart {
  const called = objectOf(call['function']) ?? objectOf(call['custom']) ?? objectOf(call['tool_call']) ?? call
  return {
    type: 'toolCall',
    id: readCallId(call) ?? readCallId(called),
    name: textOf(called['name'] ?? called['toolName'] ?? called['tool_name']) ?? '',
    arguments: readArguments(
      called['arguments'] ??
        called['args'] ??
        called['input'] ??
        called['parameters'] ??
        called['server_tool_call'] ??
        null,
    ),
  }
}

export function readToolResult(answer: AnyObject): MessagePart {
  // The convention says `response`; its own examples, and with them some senders, say `result`.
  const said = ['response', 'result', 'output', 'content', 'server_tool_call_response']
    .map((field) => answer[field])
    .find((value) => value !== undefined && value !== null)
  return { type: 'toolResult', id: readCallId(answer), result: readResult(said ?? null) }
}

/** What names the call comes before what names the piece that carries it. */
export function readCallId(piece: AnyObject): string | null {
  const fields = ['call_id', 'tool_call_id', 'toolCallId', 'tool_use_id', 'toolUseId', 'id']
  return fields.map((field) => textOf(piece[field])).find((id) => id !== null) ?? null
}

/** An object where what the model wrote parses, else its own text. */
function readArguments(value: Json): Json {
  return typeof value === 'string' ? (objectOf(parseJson(value)) ?? value) : value
}

/** The AI SDK says of what type a result is; Anthropic gives blocks, which are one text where all of them are texts. */
export function readResult(value: Json): Json {
  const tagged = objectOf(value)
  if (tagged !== null && typeof tagged['type'] === 'string' && tagged['value'] !== undefined) return tagged['value']
  if (!Array.isArray(value) || value.length === 0) return value
  const texts = value.map((block) => {
    const text = objectOf(block)?.['text']
    return typeof text === 'string' ? text : null
  })
  return texts.includes(null) ? value : texts.join('\n\n')
}
