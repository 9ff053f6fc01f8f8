// A conversation in which one sender tells, as if a tool had spoken, which tools the model was given.

import type { Json } from '@trimtab/contract'
import { objectOf } from '../../otlp/attribute-reader.ts'

export interface ToldTools {
  conversation: Json
  tools: Json[]
}

/** Takes the definitions of tools out of a list of messages. */
export function takeToldTools(messages: Json): ToldTools {
  if (!Array.isArray(messages)) return { conversation: messages, tools: [] }
  const told = messages.map(definitionIn)
  const conversation = messages.filter((_message, index) => told[index] === null)
  return { conversation, tools: told.filter((tool) => tool !== null) }
}

/** What a tool answers belongs to a call and is no schema. */
function definitionIn(message: Json): Json {
  const object = objectOf(message)
  const content = objectOf(object?.['content'])
  if (object?.['role'] !== 'tool' || content === null || (object['tool_call_id'] ?? null) !== null) return null
  const tool = objectOf(content['function']) ?? content
  const isDefinition = typeof tool['name'] === 'string' && objectOf(tool['parameters'] ?? tool['input_schema']) !== null
  return isDefinition ? content : null
}
