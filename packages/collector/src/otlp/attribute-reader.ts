// Attributes by type, with absence as null. Senders write numbers as strings and structures as JSON text or as
// structures (OpenTelemetry JS 2 drops nested values, 3 sends them), so both spellings are read.

import { JSON_DEPTH_MAX, type Json, type JsonObject } from '@trimtab/contract'
import { isWithinDepth } from '@trimtab/contract/schemas'
import type { Attributes } from './otlp.ts'

export interface AttributeReader {
  text: (key: string) => string | null
  number: (key: string) => number | null
  flag: (key: string) => boolean | null
  /** A value that is a structure or the JSON text of one; null where the text does not parse. */
  json: (key: string) => Json
  object: (key: string) => JsonObject | null
  texts: (key: string) => string[]
}

export function readAttributes(attributes: Attributes): AttributeReader {
  const raw = (key: string): Json => attributes.get(key) ?? null
  const json = (key: string): Json => {
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

export function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text)
    return isWithinDepth(value, JSON_DEPTH_MAX) ? value : null
  } catch {
    return null
  }
}

export function objectOf(value: Json | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

export function textOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : value
  return typeof value === 'number' ? String(value) : null
}

function numberOf(value: Json): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

function flagOf(value: Json): boolean | null {
  if (value === 'true' || value === 'false') return value === 'true'
  return typeof value === 'boolean' ? value : null
}
