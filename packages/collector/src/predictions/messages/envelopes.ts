// What messages come wrapped in: LangChain's serialised objects, choices of an answer, pairs of role and text,
// pydantic's requests and responses, lists of lists. Out come objects with a role and a content.

import type { Json } from '@trimtab/contract'
import { type AnyObject, objectOf, textOf } from '../../otlp/attribute-reader.ts'

/** Speakers as LangChain names them, in the type of a message or in the name of its class. */
const LANGCHAIN_ROLES = new Set(['human', 'ai', 'system', 'tool', 'function', 'developer', 'AIMessageChunk'])

export function unwrapMessages(list: Json[]): AnyObject[] {
  return list.flatMap(unwrapMessage)
}

/** None where it is no message at all. Depth is bounded by what is parsed. */
function unwrapMessage(wrapped: Json): AnyObject[] {
  if (Array.isArray(wrapped))
    return isPair(wrapped) ? [{ role: wrapped[0], content: wrapped[1] }] : unwrapMessages(wrapped)
  const object = objectOf(wrapped)
  if (object === null) return []
  const fields = objectOf(object['kwargs'])
  if (fields !== null && Array.isArray(object['id']))
    return [{ role: roleOfClass(object['id']), ...fields, type: null }]
  if (object['role'] === undefined && object['parts'] === undefined) {
    const inner = objectOf(object['message']) ?? objectOf(object['delta'])
    if (inner !== null) return unwrapMessage(inner)
    const type = object['type']
    if (typeof type === 'string' && LANGCHAIN_ROLES.has(type))
      return [{ ...object, ...objectOf(object['data']), role: type, type: null }]
  }
  if (typeof object['message'] === 'string' && object['content'] === undefined)
    return [{ ...object, content: object['message'] }]
  if ((object['kind'] === 'request' || object['kind'] === 'response') && Array.isArray(object['parts']))
    return splitByKind(object['kind'], object['parts'])
  return [object]
}

/** `["human", "Hello"]` */
function isPair(list: Json[]): list is [string, Json] {
  return list.length === 2 && typeof list[0] === 'string' && PAIR_ROLES.has(list[0])
}

const PAIR_ROLES = new Set([...LANGCHAIN_ROLES, 'user', 'assistant'])

/** `["langchain_core", "messages", "HumanMessage"]` */
function roleOfClass(path: Json[]): Json {
  const name = textOf(path.at(-1)) ?? ''
  return /^(Human|AI|System|Tool|Function)Message(?:Chunk)?$/.exec(name)?.[1]?.toLowerCase() ?? null
}

/** A request of pydantic-ai holds the words of the system, of the user and of tools. */
function splitByKind(kind: 'request' | 'response', parts: Json[]): AnyObject[] {
  if (kind === 'response') return [{ role: 'assistant', parts }]
  const messages: { role: string; parts: Json[] }[] = []
  for (const part of parts.map(objectOf)) {
    if (part === null) continue
    const said = part['part_kind']
    const role = said === 'system-prompt' ? 'system' : said === 'tool-return' ? 'tool' : 'user'
    // The words of a user may be a list of texts and pictures.
    const pieces = Array.isArray(part['content']) && said === 'user-prompt' ? part['content'] : [part]
    const last = messages.at(-1)
    if (last?.role === role) last.parts.push(...pieces)
    else messages.push({ role, parts: [...pieces] })
  }
  return messages
}
