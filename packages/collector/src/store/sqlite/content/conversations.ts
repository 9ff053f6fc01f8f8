// A turn of a conversation sends again everything that was said before. The turn before it is remembered here, so that
// what is said again is recognised by comparing, and neither written as JSON nor hashed.

import type { Message, PredictionFacts, ToolDefinition } from '@trimtab/contract'
import type { ContentWriter } from './content.ts'
import { createGenerations } from './generations.ts'
import { isSameJson } from './same-json.ts'

/** Of all that is remembered, in characters. */
const REMEMBERED_CHARACTERS_MAX = 24 * 1024 * 1024
/** A longer turn would push out too many others. */
const TURN_CHARACTERS_MAX = 1024 * 1024

/** Content as it was said, its id and how long it is. */
interface Stored<Value> {
  value: Value
  id: number
  characters: number
}

interface Turn {
  system: Stored<string> | null
  tools: Stored<ToolDefinition[]> | null
  /** Input first, then output: in this order the next turn repeats them. */
  messages: Stored<Message>[]
  characters: number
}

/** Where the content of a prediction is. */
export interface Placed {
  system: number | null
  tools: number | null
  /** Null where the messages are to stay in the row. */
  messages: { input: number[] | null; output: number[] | null } | null
  characters: number
}

export interface Conversations {
  place: (facts: PredictionFacts) => Placed
  settle: () => void
  forget: () => void
}

export function createConversations(content: ContentWriter): Conversations {
  const turns = createGenerations<string, Turn>({
    weightMax: REMEMBERED_CHARACTERS_MAX,
    weigh: (turn) => turn.characters,
  })

  function store<Value>(kind: 'message' | 'system' | 'tools', value: Value, before?: Stored<Value> | null) {
    if (before !== undefined && before !== null && isSameJson(value, before.value)) return before
    const body = JSON.stringify(value)
    return { value, id: content.idOf(kind, body), characters: body.length }
  }

  return {
    place: (facts) => {
      const { input, output } = facts
      const isShared = hasSharedMessages(facts)
      if (!isShared && input.system === null && input.tools === null) return NOTHING_PLACED
      const key = facts.session === null ? `task ${facts.task}` : `session ${facts.session}`
      const before = turns.get(key)
      const system = input.system === null ? null : store('system', input.system, before?.system)
      const tools = input.tools === null ? null : store('tools', input.tools, before?.tools)
      const said = isShared ? [...(input.messages ?? []), ...(output.messages ?? [])] : []
      const messages = said.map((message, index) => store('message', message, before?.messages[index]))
      const characters =
        (system?.characters ?? 0) + (tools?.characters ?? 0) + messages.reduce((sum, each) => sum + each.characters, 0)
      if (characters <= TURN_CHARACTERS_MAX) turns.set(key, { system, tools, messages, characters })
      const ids = messages.map(({ id }) => id)
      const inputs = input.messages?.length ?? 0
      return {
        system: system?.id ?? null,
        tools: tools?.id ?? null,
        messages: isShared
          ? {
              input: input.messages === null ? null : ids.slice(0, inputs),
              output: output.messages === null ? null : ids.slice(inputs),
            }
          : null,
        characters,
      }
    },
    settle: () => {
      turns.settle()
      content.settle()
    },
    forget: () => {
      turns.forget()
      content.forget()
    },
  }
}

const NOTHING_PLACED: Placed = { system: null, tools: null, messages: null, characters: 0 }

/** Whether another prediction is likely to hold the same messages. What is said once is cheaper in the row. */
function hasSharedMessages({ session, input, output }: PredictionFacts): boolean {
  if (input.messages === null && output.messages === null) return false
  return session !== null || (input.messages?.length ?? 0) > 1
}
