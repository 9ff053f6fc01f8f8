// The text of messages, as much of it as is read.

import type { Message } from '@trimtab/contract'
import { TEXT_CHARS_MAX } from './tokens.ts'

export interface ReadText {
  /** Up to the bound. */
  text: string
  /** Of all of it. */
  length: number
}

/** What the user said last; null where there is no text in it. */
export function lastUserText(messages: readonly Message[]): ReadText | null {
  return textOf(messages.findLast(({ role }) => role === 'user')?.parts ?? [])
}

/** Texts of one message stand below each other. */
function textOf(parts: Message['parts']): ReadText | null {
  let read: ReadText | null = null
  for (const part of parts) {
    if (part.type !== 'text') continue
    if (read === null) read = { text: cut(part.text), length: part.text.length }
    else {
      if (read.text.length < TEXT_CHARS_MAX) read.text = cut(`${read.text}\n${cut(part.text)}`)
      read.length += 1 + part.text.length
    }
  }
  return read
}

export function cut(text: string): string {
  return text.length <= TEXT_CHARS_MAX ? text : text.slice(0, TEXT_CHARS_MAX)
}
