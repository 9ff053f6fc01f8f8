// JSON that an attribute limit of the sender may have cut: what stands before the cut is read, and that it was cut is said.

import type { Json } from '@trimtab/contract'
import { parseJson } from '../../otlp/attribute-reader.ts'
import { DEPTH_MAX } from '../../otlp/depth.ts'

export interface ReadText {
  value: Json
  isCut: boolean
}

/** Null where the text is no JSON, not even the beginning of one. */
export function readJsonText(text: string): ReadText | null {
  const first = text.trimStart()[0]
  if (first !== '{' && first !== '[' && first !== '"') return null
  const whole = parseJson(text)
  if (whole !== null) return { value: whole, isCut: false }
  for (const closed of closeCut(text)) {
    const value = parseJson(closed)
    if (value !== null) return { value, isCut: true }
  }
  return null
}

/**
 * The text with what was open closed again: at its end, else after the last whole value. None where nothing is open at
 * the end, so where it is no JSON for another reason.
 */
function closeCut(text: string): string[] {
  const open: string[] = []
  let inString = false
  let escapeAt = -1
  let wholeUntil: { at: number; closing: string } | null = null
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (inString) {
      if (character === '\\') escapeAt = at++
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      if (open.length === DEPTH_MAX) return []
      open.push(character === '{' ? '}' : ']')
    } else if (character === '}' || character === ']') open.pop()
    else if (character === ',') wholeUntil = { at, closing: open.toReversed().join('') }
  }
  if (open.length === 0 && !inString) return []
  const end = inString ? `${withoutCutEscape(text, escapeAt)}"` : text
  const closing = open.toReversed().join('')
  return [`${end}${closing}`, ...(wholeUntil === null ? [] : [`${text.slice(0, wholeUntil.at)}${wholeUntil.closing}`])]
}

/** Without the escape that the cut went through: a backslash alone, or `\\u` with fewer than four digits. */
function withoutCutEscape(text: string, escapeAt: number): string {
  const length = text[escapeAt + 1] === 'u' ? 6 : 2
  return escapeAt >= 0 && escapeAt + length > text.length ? text.slice(0, escapeAt) : text
}
