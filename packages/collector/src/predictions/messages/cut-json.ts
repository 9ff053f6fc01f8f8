// JSON that an attribute limit of the sender may have cut: what stands before the cut is read, and that it was cut is said.

import type { Json } from '@trimtab/contract'
import { parseJson } from '../../otlp/attribute-reader.ts'
import { DEPTH_MAX } from '../../otlp/depth.ts'
import { readPythonLiteral } from './python-literal.ts'

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
  const printed = readPythonLiteral(text)
  if (printed !== null) return { value: printed, isCut: false }
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
  const end = readUntil(text, text.length)
  if (end === null || (end.open.length === 0 && !end.inString)) return []
  const spoken = end.inString ? `${withoutCutEscape(text, end.escapeAt)}"` : text
  const closed = [spoken + closingOf(end.open)]
  // Read once more instead of noting at every comma what is open there: most texts need neither.
  const whole = end.commaAt < 0 ? null : readUntil(text, end.commaAt)
  if (whole !== null) closed.push(text.slice(0, end.commaAt) + closingOf(whole.open))
  return closed
}

interface Place {
  /** What closes each that is open. */
  open: string[]
  inString: boolean
  escapeAt: number
  commaAt: number
}

/** Null where it is nested deeper than anything is read. */
function readUntil(text: string, end: number): Place | null {
  const place: Place = { open: [], inString: false, escapeAt: -1, commaAt: -1 }
  for (let at = 0; at < end; at += 1) {
    if (place.inString) at = endOfPlainText(text, at)
    if (at >= end) break
    const character = text[at]
    if (place.inString) {
      if (character === '\\') place.escapeAt = at++
      else place.inString = false
    } else if (character === '"') place.inString = true
    else if (character === '{') place.open.push('}')
    else if (character === '[') place.open.push(']')
    else if (character === '}' || character === ']') place.open.pop()
    else if (character === ',') place.commaAt = at
    if (place.open.length > DEPTH_MAX) return null
  }
  return place
}

/** The next place in a string that means something: most of a long text is one string. */
function endOfPlainText(text: string, from: number): number {
  const meaningful = /["\\]/g
  meaningful.lastIndex = from
  return meaningful.exec(text)?.index ?? text.length
}

function closingOf(open: string[]): string {
  return open.toReversed().join('')
}

/** Without the escape that the cut went through: a backslash alone, or `\\u` with fewer than four digits. */
function withoutCutEscape(text: string, escapeAt: number): string {
  const length = text[escapeAt + 1] === 'u' ? 6 : 2
  return escapeAt >= 0 && escapeAt + length > text.length ? text.slice(0, escapeAt) : text
}
