// Structures as Python prints them, `{'role': 'user', 'content': None}`: senders that do not write JSON write these.

import type { Json } from '@trimtab/contract'
import { DEPTH_MAX } from '../../otlp/depth.ts'
import { setOwn } from '../../otlp/own-key.ts'

/** What no JSON and hardly a plain text begins with. */
const BEGINNING = /^\s*[[{(][[{(\s]*'/

/** Null where the text is not such a structure from its beginning to its end. */
export function readPythonLiteral(text: string): Json {
  if (!BEGINNING.test(text)) return null
  const reader: Reader = { text, at: 0 }
  const value = readValue(reader, 0)
  skipSpace(reader)
  return value === undefined || reader.at < text.length ? null : value
}

interface Reader {
  text: string
  at: number
}

const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['None', null],
  ['True', true],
  ['False', false],
])
const CLOSING = new Map([
  ['[', ']'],
  ['(', ')'],
])

/** Undefined where it is nothing that is known here, such as an object of some class. */
function readValue(reader: Reader, depth: number): Json | undefined {
  if (depth > DEPTH_MAX) return undefined
  skipSpace(reader)
  const first = reader.text[reader.at] ?? ''
  if (first === '{') return readDictionary(reader, depth)
  const closing = CLOSING.get(first)
  if (closing !== undefined) return readList(reader, closing, depth)
  if (first === "'" || first === '"') return readString(reader)
  const word = match(reader, /[\w.+-]+/y)
  if (word === undefined) return undefined
  if (WORDS.has(word)) return WORDS.get(word)
  return /^-?\d/.test(word) && Number.isFinite(Number(word)) ? Number(word) : undefined
}

function readList(reader: Reader, closing: string, depth: number): Json | undefined {
  const list: Json[] = []
  reader.at += 1
  while (!takes(reader, closing)) {
    const value = readValue(reader, depth + 1)
    if (value === undefined) return undefined
    list.push(value)
    if (!takes(reader, ',')) return takes(reader, closing) ? list : undefined
  }
  return list
}

function readDictionary(reader: Reader, depth: number): Json | undefined {
  const dictionary: { [key: string]: Json } = {}
  reader.at += 1
  while (!takes(reader, '}')) {
    const key = readValue(reader, depth + 1)
    if (key === undefined || (typeof key === 'object' && key !== null) || !takes(reader, ':')) return undefined
    const value = readValue(reader, depth + 1)
    if (value === undefined) return undefined
    setOwn(dictionary, String(key), value)
    if (!takes(reader, ',')) return takes(reader, '}') ? dictionary : undefined
  }
  return dictionary
}

const ESCAPE = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S])/g
const ESCAPED: ReadonlyMap<string, string> = new Map([
  [String.raw`\n`, '\n'],
  [String.raw`\r`, '\r'],
  [String.raw`\t`, '\t'],
])
const CODE_POINT_MAX = 0x10_ff_ff

function readString(reader: Reader): string | undefined {
  const pattern = reader.text[reader.at] === "'" ? /'[^'\\]*(?:\\[\s\S][^'\\]*)*'/y : /"[^"\\]*(?:\\[\s\S][^"\\]*)*"/y
  return match(reader, pattern)?.slice(1, -1).replaceAll(ESCAPE, readEscape)
}

function readEscape(escape: string): string {
  if (escape.length === 2) return ESCAPED.get(escape) ?? escape.slice(1)
  const code = Number.parseInt(escape.slice(2), 16)
  return code <= CODE_POINT_MAX ? String.fromCodePoint(code) : escape
}

function match(reader: Reader, pattern: RegExp): string | undefined {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  if (found !== undefined) reader.at += found.length
  return found
}

function takes(reader: Reader, character: string): boolean {
  skipSpace(reader)
  if (reader.text[reader.at] !== character) return false
  reader.at += 1
  return true
}

function skipSpace(reader: Reader): void {
  while (/\s/.test(reader.text[reader.at] ?? '')) reader.at += 1
}
