// A turn of a conversation sends again everything that was said before. The turn before it is remembered here, so that
// what is said again is recognised by comparing, and neither written as text nor hashed.

import type { Buffer } from 'node:buffer'
import type { JsonObject, Message, PredictionFacts, ToolDefinition } from '@trimtab/contract'
import type { ContentWriter } from './content.ts'
import { type Content, writeContent } from './content-text.ts'
import { createGenerations } from './generations.ts'
import { encodeIds } from './id-list.ts'
import { isSameJson } from './same-json.ts'

/** Of all that is remembered, in characters. */
const REMEMBERED_CHARACTERS_MAX = 24 * 1024 * 1024
/** A longer turn would push out too many others. */
const TURN_CHARACTERS_MAX = 1024 * 1024
/** Of a message besides its text, when it is read. */
const FRAME_CHARACTERS = 50

/** Content as it was said, its id and how long it is. */
interface Stored<Value> {
  value: Value
  id: number
  characters: number
}

interface Turn {
  system: Stored<string> | null
  tools: Stored<ToolDefinition[]> | null
  parameters: Stored<JsonObject> | null
  /** Input first, then output: in this order the next turn repeats them. */
  messages: Message[]
  /** Of each message. */
  ids: number[]
  characters: number[]
  charactersTotal: number
}

/** Where the content of a prediction is. */
interface Placed {
  system: number | null
  tools: number | null
  parameters: number | null
  /** How many are input and how many output, each plus one or nothing for none at all; then the ids. Null: in the row. */
  messages: Buffer | null
  characters: number
}

export interface Conversations {
  place: (facts: PredictionFacts) => Placed
  flush: () => void
  settle: () => void
  forget: () => void
  clear: () => void
}

export const NOTHING_PLACED: Placed = {
  system: null,
  tools: null,
  parameters: null,
  messages: null,
  characters: 0,
}

export function createConversations(content: ContentWriter): Conversations {
  const turns = createGenerations<string, Turn>({
    weightMax: REMEMBERED_CHARACTERS_MAX,
    weigh: (turn) => turn.charactersTotal,
  })

  function store<Value extends Content>(value: Value | null, before: Stored<Value> | null): Stored<Value> | null {
    if (value === null) return null
    if (before !== null && isSameJson(value, before.value)) return before
    const text = writeContent(value)
    return { value, id: content.idOf(text), characters: text.length }
  }

  /** Makes of the turn before the turn that is now: what is the same stays, and only the rest is stored. */
  function storeMessages({ messages, ids, characters }: Turn, input: readonly Message[], output: readonly Message[]) {
    const count = input.length + output.length
    let same = Math.min(messages.length, count)
    for (let index = 0; index < count; index += 1) {
      const message = index < input.length ? input[index] : output[index - input.length]
      if (message === undefined || (index < same && isSameJson(message, messages[index]))) continue
      // Another order or an edit: from here on it is another conversation.
      same = Math.min(same, index)
      const text = writeContent(message)
      messages[index] = message
      ids[index] = content.idOf(text)
      characters[index] = text.length + FRAME_CHARACTERS
    }
    messages.length = ids.length = characters.length = count
  }

  return {
    place: (facts) => {
      const { input, output } = facts
      const isShared = hasSharedMessages(facts)
      const parameters = isEmpty(facts.parameters) ? null : facts.parameters
      if (!isShared && input.system === null && input.tools === null && parameters === null) return NOTHING_PLACED
      const key = facts.session === null ? `task ${facts.task}` : `session ${facts.session}`
      const before = turns.get(key) ?? makeTurn()
      // Its lists are changed in place. A transaction that fails half-way through them must not leave them behind.
      turns.doubt(key)
      const turn: Turn = {
        ...before,
        system: store(input.system, before.system),
        tools: store(input.tools, before.tools),
        parameters: store(parameters, before.parameters),
      }
      if (isShared) storeMessages(turn, input.messages ?? [], output.messages ?? [])
      const conversation = turn.characters.reduce((sum, each) => sum + each, 0)
      const frame = lengthOf(turn.system) + lengthOf(turn.tools) + lengthOf(turn.parameters)
      turn.charactersTotal = frame + conversation
      turns.set(key, turn.charactersTotal <= TURN_CHARACTERS_MAX ? turn : makeTurn())
      return {
        system: turn.system?.id ?? null,
        tools: turn.tools?.id ?? null,
        parameters: turn.parameters?.id ?? null,
        messages: isShared ? encodeIds([countOf(input.messages), countOf(output.messages), ...turn.ids]) : null,
        characters: frame + (isShared ? conversation : 0),
      }
    },
    flush: content.flush,
    settle: () => {
      turns.settle()
      content.settle()
    },
    forget: () => {
      turns.forget()
      content.forget()
    },
    clear: () => {
      turns.clear()
      content.clear()
    },
  }
}

function makeTurn(): Turn {
  return { system: null, tools: null, parameters: null, messages: [], ids: [], characters: [], charactersTotal: 0 }
}

function lengthOf(stored: Stored<unknown> | null): number {
  return stored?.characters ?? 0
}

function countOf(messages: readonly Message[] | null): number {
  return messages === null ? 0 : messages.length + 1
}

/** Whether another prediction is likely to hold the same messages. What is said once is cheaper in the row. */
function hasSharedMessages({ session, input, output }: PredictionFacts): boolean {
  if (input.messages === null && output.messages === null) return false
  return session !== null || (input.messages?.length ?? 0) > 1
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0
}
