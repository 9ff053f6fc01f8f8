// A conversation as turns of a transcript: who, and what. Pure; every word of it was written by somebody else.
import type { Message, MessagePart, Prediction } from '@trimtab/contract'
import { formatFields } from '../format/json.ts'
import { formatCounted } from '../format/number.ts'

export interface Turn {
  who: string
  /** Under the name: which user, how many tokens. */
  detail: string | null
  kind: 'system' | 'text' | 'reasoning' | 'call' | 'result' | 'media'
  /** The function of a call. */
  name: string | null
  text: string
}

const ROLE_CHARACTERS_MAX = 24

export function transcript(prediction: Prediction): Turn[] {
  const { input, output, prompt, user, usage } = prediction
  const answers = output.messages ?? (output.text === null ? [] : [assistantSays(output.text)])
  const messages = [...(input.messages ?? []), ...answers]
  const toolNames = namesOfCalls(messages)
  const detailOf = (message: Message): string | null => {
    if (message.role === 'user') return user
    const isAnswer = answers.includes(message) && usage.outputTokens !== null
    return isAnswer ? formatCounted(usage.outputTokens ?? 0, 'token') : null
  }
  const turns = messages.flatMap((message) =>
    message.parts.map((part) => turnOf(message.role, part, detailOf(message), toolNames)),
  )
  if (input.system === null) return turns
  const version = prompt.version === null ? '' : ` v${prompt.version}`
  const detail = prompt.name === null ? null : `${prompt.name}${version}`
  return [{ who: 'System', detail, kind: 'system', name: null, text: input.system }, ...turns]
}

function turnOf(role: string, part: MessagePart, detail: string | null, toolNames: Map<string, string>): Turn {
  const who = roleName(role)
  const { type } = part
  switch (part.type) {
    case 'text':
      return { who, detail, kind: 'text', name: null, text: part.text }
    case 'reasoning':
      return { who, detail: 'reasoning', kind: 'reasoning', name: null, text: part.text }
    case 'toolCall':
      return { who: 'Tool call', detail: null, kind: 'call', name: part.name, text: formatFields(part.arguments) }
    case 'toolResult':
      return {
        who: 'Tool result',
        detail: toolNames.get(part.id ?? '') ?? null,
        kind: 'result',
        name: null,
        text: formatFields(part.result),
      }
    case 'image':
    case 'audio':
    case 'file':
      return { who, detail: part.type, kind: 'media', name: null, text: mediaWords(part) }
    default:
      // A part of a type we do not know is kept as it came.
      return { who, detail: type, kind: 'media', name: null, text: JSON.stringify(part) }
  }
}

/** Named, never loaded: an address in a prediction is somebody else's, and opening it would tell them so. */
function mediaWords(part: {
  url?: string | undefined
  blob?: string | undefined
  mimeType?: string | undefined
}): string {
  const size = part.blob === undefined ? null : formatCounted(Math.floor((part.blob.length * 3) / 4), 'byte')
  const words = [part.mimeType, size, part.url].filter((word) => word !== undefined && word !== null)
  return words.length === 0 ? 'not captured' : words.join(', ')
}

function namesOfCalls(messages: Message[]): Map<string, string> {
  const parts = messages.flatMap((message) => message.parts)
  return new Map(parts.flatMap((part) => (part.type === 'toolCall' && part.id !== null ? [[part.id, part.name]] : [])))
}

function assistantSays(text: string): Message {
  return { role: 'assistant', parts: [{ type: 'text', text }] }
}

function roleName(role: string): string {
  return role.slice(0, 1).toUpperCase() + role.slice(1, ROLE_CHARACTERS_MAX)
}
