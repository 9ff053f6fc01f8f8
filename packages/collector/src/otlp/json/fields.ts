// The fields of a message in OTLP/JSON. What is missing, null or of another kind is the default; the protocol's names
// are in camelCase, and the snake_case of the protobuf files, which some senders write, is read as well.

import { timeOrNone } from '../items.ts'

export type Fields = { [field: string]: unknown }

const COUNT_MAX = 2 ** 32 - 1

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function listOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : []
}

/** A field by either of its names. */
export function either(fields: Fields, camelCase: string, snakeCase: string): unknown {
  return fields[camelCase] ?? fields[snakeCase]
}

/** Half a surrogate pair, which is no text to a database, becomes U+FFFD, as it does on its way through protobuf. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value.toWellFormed() : ''
}

/** An id of that many bytes in hexadecimal; null where it is none or all of it is zero. */
export function id(value: unknown, byteCount: number): string | null {
  if (typeof value !== 'string' || value.length !== 2 * byteCount) return null
  return /^[0-9a-f]+$/i.test(value) && !/^0+$/.test(value) ? value.toLowerCase() : null
}

/** Nanoseconds; 0 for what is no time. */
export function time(value: unknown): bigint {
  if (typeof value === 'string') return /^\d{1,19}$/.test(value) ? timeOrNone(BigInt(value)) : 0n
  // A time of today is past what a number counts exactly: it comes rounded to some hundred nanoseconds.
  return typeof value === 'number' && Number.isInteger(value) ? timeOrNone(BigInt(value)) : 0n
}

/** A count or a code; 0, as where it was not sent, for what cannot be one. */
export function count(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) && number > 0 && number <= COUNT_MAX ? number : 0
}
