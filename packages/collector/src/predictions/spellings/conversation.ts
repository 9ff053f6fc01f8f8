// What went into a model and what came out of it, as facts: from attributes that hold structures or texts of any shape.

import type { Json, Message, MessagePart } from '@trimtab/contract'
import { objectOf } from '../../otlp/attribute-reader.ts'
import { splitConversation } from '../messages/messages.ts'
import { readTools } from '../messages/tools.ts'
import type { Said } from '../said.ts'
import { say } from '../say.ts'
import { messagesOf, readContent } from './content.ts'
import { readFinishReason } from './finish-reason.ts'

interface Input {
  messages?: Json | undefined
  system?: Json | undefined
  tools?: Json | undefined
}

export function sayInput({ messages, system, tools }: Input): Said {
  const [spoken, instructions, definitions] = [readContent(messages), readContent(system), readContent(tools)]
  const all = messagesOf(spoken?.value ?? null, 'user')
  const conversation = splitConversation(all, instructions?.value ?? null)
  return say({
    system: conversation.system,
    inputMessages: withWords(conversation.messages),
    tools: readTools(definitions?.value ?? null)?.filter(({ name }) => name !== ''),
    truncated: [spoken, instructions, definitions].some((content) => content?.isCut === true) ? true : undefined,
  })
}

export function sayOutput(messages: Json | undefined): Said {
  const content = readContent(messages)
  const first = Array.isArray(content?.value) ? content.value[0] : content?.value
  return say({
    outputMessages: withWords(messagesOf(content?.value ?? null, 'assistant')),
    finishReason: readFinishReason(objectOf(first)?.['finish_reason']),
    truncated: content?.isCut === true ? true : undefined,
  })
}

/** Some senders write an empty message where they know of none; as an answer it would hide the real one. */
export function withWords(messages: Message[] | null | undefined): Message[] | null {
  return messages?.some(({ parts }) => parts.some(hasWords)) === true ? messages : null
}

function hasWords(part: MessagePart): boolean {
  return (part.type !== 'text' && part.type !== 'reasoning') || part.text !== ''
}
