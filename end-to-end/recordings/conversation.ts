// Conversations of the recordings and of predictions in one form, so that they can be compared.
import type { Json, Message, Prediction } from '@trimtab/contract'
import type { ExpectedMessage, ExpectedToolCall } from './recording.ts'

/** The whole conversation without system messages, a line a message. */
export function conversationOf({ input }: Prediction): Json {
  if (input.messages === null) return null
  return input.messages.filter(({ role }) => !isSystem(role)).flatMap(linesOf)
}

export function expectedConversation(messages: ExpectedMessage[]): string[] {
  return messages
    .filter(({ role }) => !isSystem(role))
    .map(({ role, text, toolCalls = [], toolCallId, imageUrls = [] }) => {
      if (role === 'tool') return `tool: ${toolCallId} = ${spell(text)}`
      const calls = toolCalls.map((call) => `call ${call.id} ${call.name} ${spell(call.arguments)}`)
      const images = imageUrls.map((url) => `image ${url}`)
      return `${role}: ${[...(text ? [text] : []), ...images, ...calls].join(' + ')}`
    })
}

/** Results of several tools may come in one message or in one each. */
function linesOf({ role, parts }: Message): string[] {
  if (role === 'tool') return parts.map((part) => lineOf({ role, parts: [part] }))
  return [lineOf({ role, parts })]
}

function lineOf({ role, parts }: Message): string {
  const pieces = parts.flatMap((part) => {
    if (part.type === 'text') return part.text === '' ? [] : [part.text]
    if (part.type === 'image') return [`image ${part.url}`]
    if (part.type === 'toolCall') return [`call ${part.id} ${part.name} ${spell(part.arguments)}`]
    if (part.type === 'toolResult') return [`${part.id} = ${spell(part.result)}`]
    return []
  })
  return `${role}: ${pieces.join(' + ')}`
}

function isSystem(role: string): boolean {
  return role === 'system' || role === 'developer'
}

/** The same text for a value and for that value spelled as JSON. */
function spell(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  try {
    return JSON.stringify(JSON.parse(value))
  } catch {
    return JSON.stringify(value)
  }
}

/** The text of the last message of the user. */
export function userText({ input }: Prediction): string | null {
  const last = (input.messages ?? []).findLast(({ role }) => role === 'user')
  return last === undefined ? null : textOf(last)
}

export function textOf({ parts }: Message): string {
  return parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
}

export function toolCallsOf({ output }: Prediction): ExpectedToolCall[] {
  const parts = (output.messages ?? []).flatMap((message) => message.parts)
  return parts.flatMap((part) =>
    part.type === 'toolCall' ? [{ id: part.id ?? '', name: part.name, arguments: part.arguments }] : [],
  )
}

/** Every text that anybody could read of it. */
export function allTexts({ input, output }: Prediction): string[] {
  const messages = [...(input.messages ?? []), ...(output.messages ?? [])]
  const pieces = messages.flatMap((message) =>
    message.parts.map((part) => (part.type === 'text' || part.type === 'reasoning' ? part.text : '')),
  )
  return [input.system ?? '', output.text ?? '', ...pieces].filter((text) => text !== '')
}
