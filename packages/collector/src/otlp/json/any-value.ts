// OTLP's AnyValue, in its JSON encoding, to plain JSON. Depth is bounded; what is deeper becomes null.

import { DEPTH_MAX } from '../depth.ts'
import type { AnyValue, Attributes } from '../otlp.ts'
import { setOwn } from '../own-key.ts'
import { either, isRecord, listOf, text } from './fields.ts'

/** Shared, so that what has none costs nothing. */
const NO_ATTRIBUTES: Attributes = new Map()

/** A list of KeyValue to a map; of two equal keys the last one wins, and one without a key is left out. */
export function decodeAttributes(keyValues: unknown): Attributes {
  if (!Array.isArray(keyValues) || keyValues.length === 0) return NO_ATTRIBUTES
  const attributes = new Map<string, AnyValue>()
  for (const { key, value } of listOf(keyValues)) {
    if (typeof key === 'string' && key !== '') attributes.set(key.toWellFormed(), decodeAnyValue(value))
  }
  return attributes
}

export function decodeAnyValue(value: unknown, depth = 0): AnyValue {
  if (!isRecord(value)) return null
  const string = either(value, 'stringValue', 'string_value')
  if (typeof string === 'string') return string.toWellFormed()
  const boolean = either(value, 'boolValue', 'bool_value')
  if (typeof boolean === 'boolean') return boolean
  const integer = either(value, 'intValue', 'int_value')
  if (integer !== undefined) return decodeInteger(integer)
  const double = either(value, 'doubleValue', 'double_value')
  if (double !== undefined) return decodeNumber(double)
  const bytes = either(value, 'bytesValue', 'bytes_value')
  if (typeof bytes === 'string') return bytes.toWellFormed()
  return depth >= DEPTH_MAX ? null : decodeStructure(value, depth)
}

function decodeStructure(value: { [field: string]: unknown }, depth: number): AnyValue {
  const array = either(value, 'arrayValue', 'array_value')
  if (isRecord(array)) return listOf(array['values']).map((item) => decodeAnyValue(item, depth + 1))
  const keyValues = either(value, 'kvlistValue', 'kvlist_value')
  if (!isRecord(keyValues)) return null
  const entries: { [key: string]: AnyValue } = {}
  for (const { key, value: inner } of listOf(keyValues['values'])) {
    // A key that was not sent is the empty one, which in JSON is a key like any other.
    if (typeof key === 'string' || key === undefined) setOwn(entries, text(key), decodeAnyValue(inner, depth + 1))
  }
  return entries
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
