// Attributes by type, with absence as null. Senders write numbers as strings and structures as JSON text or as
// structures (OpenTelemetry JS 2 drops nested values, 3 sends them), so both spellings are read.

import { DEPTH_MAX, isWithinDepth } from './depth.ts'
import type { AnyValue, Attributes } from './otlp.ts'

export type AnyObject = { [key: string]: AnyValue }

export interface AttributeReader {
  text: (key: string) => string | null
  number: (key: string) => number | null
  flag: (key: string) => boolean | null
  /** A value that is a structure or the JSON text of one; null where the text does not parse. */
  json: (key: string) => AnyValue
  object: (key: string) => AnyObject | null
  texts: (key: string) => string[]
}

export function readAttributes(attributes: Attributes): AttributeReader {
  const raw = (key: string): AnyValue => attributes.get(key) ?? null
  const json = (key: string): AnyValue => {
    const value = raw(key)
    return typeof value === 'string' ? parseJson(value) : value
  }
  return {
    text: (key) => textOf(raw(key)),
    number: (key) => numberOf(raw(key)),
    flag: (key) => flagOf(raw(key)),
    json,
    object: (key) => objectOf(json(key)),
    texts: (key) => {
      const value = raw(key)
      return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
    },
  }
}

/** Null where it is no JSON, or holds more than is read. */
export function parseJson(text: string): AnyValue {
  if (text.length > TEXT_CHARS_UNCOUNTED && !isModest(text)) return null
  try {
    const value = JSON.parse(text) as AnyValue
    return isWithinDepth(value) ? value : null
  } catch {
    return null
  }
}

/** No text so short takes long to parse, whatever it holds. */
const TEXT_CHARS_UNCOUNTED = 65_536
/** A conversation of ten thousand messages holds a quarter of it. */
const TEXT_PARTS_MAX = 250_000

/** One look at each character: sixteen million brackets take a parser three seconds, and a list of nothings all memory. */
function isModest(text: string): boolean {
  let depth = 0
  let parts = 0
  let isText = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (isText) {
      if (character === BACKSLASH) at += 1
      else if (character === QUOTE) isText = false
    } else if (character === QUOTE) isText = true
    else if (character === COMMA) parts += 1
    else if (character === OPENING_BRACKET || character === OPENING_BRACE) {
      parts += 1
      depth += 1
    } else if (character === CLOSING_BRACKET || character === CLOSING_BRACE) depth -= 1
    if (depth > DEPTH_MAX || parts > TEXT_PARTS_MAX) return false
  }
  return true
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENING_BRACKET = 0x5b
const CLOSING_BRACKET = 0x5d
const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

export function objectOf(value: AnyValue | undefined): AnyObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

export function textOf(value: AnyValue | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

function numberOf(value: AnyValue): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function flagOf(value: AnyValue): boolean | null {
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'boolean' ? value : null
}
