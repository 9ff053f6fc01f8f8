// Messages as our own SDK and most others write them, which is by far the most of what is read: a role and texts, and
// nothing beside. Told apart by looking and not by trying, at a third of the cost of reading any spelling.

import type { Json, Message } from '@trimtab/contract'

const ROLES = new Set<unknown>(['user', 'assistant', 'system'])

/** Null where any of them is more than that. */
export function readPlainMessages(value: readonly Json[]): Message[] | null {
  const read: Message[] = []
  for (const message of value) {
    if (!isObject(message) || !ROLES.has(message['role']) || !Array.isArray(message['parts'])) return null
    for (const field in message) if (field !== 'role' && field !== 'parts' && field !== 'finish_reason') return null
    const parts: Message['parts'] = []
    for (const part of message['parts']) {
      if (!isObject(part) || part['type'] !== 'text' || typeof part['content'] !== 'string') return null
      for (const field in part) if (field !== 'type' && field !== 'content') return null
      parts.push({ type: 'text', text: part['content'] })
    }
    read.push({ role: message['role'] as string, parts })
  }
  return read
}

function isObject(value: Json): value is { [field: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
