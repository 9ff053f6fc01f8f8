// OTLP's AnyValue, in its JSON encoding, to plain JSON. Depth is bounded; what is deeper becomes null.

import { DEPTH_MAX } from './depth.ts'
import type { AnyValue, Attributes } from './otlp.ts'

type Fields = { [field: string]: unknown }

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A list of KeyValue to a map; of two equal keys the last one wins. */
export function decodeAttributes(keyValues: unknown): Attributes {
  const attributes = new Map<string, AnyValue>()
  for (const { key, value } of listOf(keyValues)) {
    if (typeof key === 'string') attributes.set(key, decodeAnyValue(value))
  }
  return attributes
}

export function decodeAnyValue(value: unknown, depth = 0): AnyValue {
  if (!isRecord(value)) return null
  if (typeof value['stringValue'] === 'string') return value['stringValue']
  if (typeof value['boolValue'] === 'boolean') return value['boolValue']
  if ('intValue' in value) return decodeInteger(value['intValue'])
  if ('doubleValue' in value) return decodeNumber(value['doubleValue'])
  if (typeof value['bytesValue'] === 'string') return value['bytesValue']
  if (depth >= DEPTH_MAX) return null
  if (isRecord(value['arrayValue'])) {
    return listOf(value['arrayValue']['values']).map((item) => decodeAnyValue(item, depth + 1))
  }
  if (isRecord(value['kvlistValue'])) {
    const entries = listOf(value['kvlistValue']['values']).flatMap(({ key, value: inner }): [string, AnyValue][] =>
      typeof key === 'string' ? [[key, decodeAnyValue(inner, depth + 1)]] : [],
    )
    return Object.fromEntries(entries)
  }
  return null
}

/** Beyond what a JavaScript number counts exactly, the digits are kept as text: an id of 64 bits stays that id. */
function decodeInteger(value: unknown): number | string | null {
  const number = decodeNumber(value)
  return typeof value === 'string' && /^-?\d+$/.test(value) && !Number.isSafeInteger(number) ? value : number
}

/** 64-bit integers come as strings, NaN and the infinities as their names; JSON has no word for the latter. */
function decodeNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
