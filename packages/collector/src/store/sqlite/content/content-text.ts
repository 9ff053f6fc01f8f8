// Content as it is stored. What is one text said by one of the usual roles, or a system prompt, is that text behind a
// letter; everything else is JSON. No JSON that is stored here begins with a letter, so each is known by its first.

import type { JsonObject, Message, MessagePart, ToolDefinition } from '@trimtab/contract'
import { fromText, toText } from '../stored-text.ts'

/** A system prompt is a string. */
export type Content = string | Message | ToolDefinition[] | JsonObject

const SYSTEM = 's'
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['user', 'u'],
  ['assistant', 'a'],
  ['tool', 't'],
])
const ROLES: ReadonlyMap<string, string> = new Map([...LETTERS].map(([role, letter]) => [letter, role]))

export function writeContent(content: Content): string {
  if (typeof content === 'string') return SYSTEM + toText(content)
  return writeText(content) ?? JSON.stringify(content)
}

export function readContentText(stored: string): unknown {
  const letter = stored.charAt(0)
  if (letter === SYSTEM) return fromText(stored.slice(1))
  const role = ROLES.get(letter)
  return role === undefined ? JSON.parse(stored) : { role, parts: [{ type: 'text', text: fromText(stored.slice(1)) }] }
}

/** Null where anything would be lost, be it the order of the fields. */
function writeText(content: Message | ToolDefinition[] | JsonObject): string | null {
  if (!hasFields(content, 'role', 'parts')) return null
  const { role, parts } = content as Message
  const letter = LETTERS.get(role)
  const [part] = Array.isArray(parts) ? parts : []
  if (letter === undefined || part === undefined || parts.length !== 1 || !isPlain(part)) return null
  return letter + toText(part.text)
}

function isPlain(part: MessagePart): part is { type: 'text'; text: string } {
  return hasFields(part, 'type', 'text') && part.type === 'text' && typeof part.text === 'string'
}

/** These and no others, in this order. */
function hasFields(value: object | null, first: string, second: string): boolean {
  const fields = Object.keys(value ?? {})
  return fields.length === 2 && fields[0] === first && fields[1] === second
}
