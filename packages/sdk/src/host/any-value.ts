// Attribute values of an app's own spans in OTLP's JSON encoding: those of 2.x, and since 3.x everything that JSON can
// say, and bytes.
import { encodeBase64 } from '../base64.ts'

type AnyValue =
  | { stringValue: string }
  | { boolValue: boolean }
  | { intValue: string }
  | { doubleValue: number | string }
  | { bytesValue: string }
  | { arrayValue: { values: AnyValue[] } }
  | { kvlistValue: { values: KeyValue[] } }
  /** A null. */
  | { [none in never]: never }

export interface KeyValue {
  key: string
  value: AnyValue
}

/** Nothing that tells of a model is deeper, and what contains itself has no end. */
const DEPTH_MAX = 32

export function encodeAttributes(attributes: object | undefined, depth = 0): KeyValue[] {
  return Object.entries(attributes ?? {}).flatMap(([key, value]) =>
    value === undefined ? [] : [{ key, value: encodeAnyValue(value, depth) }],
  )
}

function encodeAnyValue(value: unknown, depth: number): AnyValue {
  if (typeof value === 'string') return { stringValue: value }
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'number') return encodeNumber(value)
  if (typeof value === 'bigint') return { intValue: String(value) }
  if (typeof value !== 'object' || value === null || depth === DEPTH_MAX) return {}
  if (value instanceof Uint8Array) return { bytesValue: encodeBase64(value) }
  if (Array.isArray(value)) return { arrayValue: { values: value.map((item) => encodeAnyValue(item, depth + 1)) } }
  return { kvlistValue: { values: encodeAttributes(value, depth + 1) } }
}

function encodeNumber(value: number): AnyValue {
  if (Number.isSafeInteger(value)) return { intValue: String(value) }
  // JSON has no word for infinity, but protobuf's JSON has.
  return { doubleValue: Number.isFinite(value) ? value : String(value) }
}
