// Attributes by type, with absence as null. Senders write numbers as strings and structures as JSON text or as
// structures (OpenTelemetry JS 2 drops nested values, 3 sends them), so both spellings are read.

import { isWithinDepth } from './depth.ts'
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

export function parseJson(text: string): AnyValue {
  try {
    const value = JSON.parse(text) as AnyValue
    return isWithinDepth(value) ? value : null
  } catch {
    return null
  }
}

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
