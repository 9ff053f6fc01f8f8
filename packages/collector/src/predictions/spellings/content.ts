// The content of an attribute: a structure, the JSON text of one, a text that is none, or what a length limit left of
// the JSON text. Nothing is dropped without a word: what was cut is read as far as it goes, and marked.

import type { Json, Message } from '@trimtab/contract'
import { objectOf } from '../../otlp/attribute-reader.ts'
import { readJsonText } from '../messages/cut-json.ts'
import { readMessages } from '../messages/messages.ts'

export interface Content {
  value: Json
  isCut: boolean
}

/** Null where there is nothing. */
export function readContent(value: Json | undefined): Content | null {
  // `null` is what JSON makes of nothing.
  if (value === undefined || value === null || value === '' || value === 'null') return null
  if (typeof value !== 'string') return { value, isCut: false }
  const read = readJsonText(value)
  // A plain text may begin as JSON does: `[sic] …`. Only an object or a list begins in a way that no plain text does.
  if (read === null || (read.isCut && !/^\s*(?:\[\s*[[{"]|\{\s*")/.test(value))) return { value, isCut: false }
  return read.value === null || read.value === '' ? null : read
}

/** What is embedded is a list of bare texts. */
function asMessage(item: Json, role: string): Json {
  return typeof item === 'string' && item !== '' ? { role, content: item } : item
}

/** Messages of whatever shape; a bare text is one message of `role`. */
export function messagesOf(value: Json, role: string): Message[] | null {
  if (value === null || value === '') return null
  if (typeof value === 'string') return [{ role, parts: [{ type: 'text', text: value }] }]
  if (Array.isArray(value))
    return value.length === 0
      ? null
      : readMessages(
          value.map((item) => asMessage(item, role)),
          role,
        )
  const object = objectOf(value)
  if (object === null) return null
  if (Array.isArray(object['messages'])) return readMessages(object['messages'], role)
  return ['role', 'parts', 'content', 'message'].some((field) => object[field] !== undefined)
    ? readMessages([object], role)
    : null
}
