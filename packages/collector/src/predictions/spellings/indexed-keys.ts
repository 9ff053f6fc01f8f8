// Lists that were flattened into attribute names: `gen_ai.prompt.0.role`. Names come from outside, so an index is a
// number in a map and never a place in an array.

import type { AnyValue, Attributes } from '../../otlp/otlp.ts'

/** Langfuse allows as many; no conversation of that length fits a request. */
const INDEX_MAX = 10_000

export type Entry = ReadonlyMap<string, AnyValue>

/** Entries of the list in order of their index; `prefix` ends with a dot. */
export function readIndexed(attributes: Attributes, prefix: string): Entry[] {
  const entries = new Map<number, Map<string, AnyValue>>()
  for (const [key, value] of attributes) {
    if (!key.startsWith(prefix)) continue
    const dot = key.indexOf('.', prefix.length)
    const digits = dot === -1 ? key.slice(prefix.length) : key.slice(prefix.length, dot)
    if (!/^\d{1,5}$/.test(digits) || Number(digits) > INDEX_MAX) continue
    const entry = entries.get(Number(digits)) ?? new Map<string, AnyValue>()
    entry.set(dot === -1 ? '' : key.slice(dot + 1), value)
    entries.set(Number(digits), entry)
  }
  return [...entries].toSorted(([left], [right]) => left - right).map(([, entry]) => entry)
}

/** What stands under a prefix by the rest of its name; flat, whatever dots the rest has. */
export function readUnder(attributes: Attributes, prefix: string): [string, AnyValue][] {
  const found: [string, AnyValue][] = []
  for (const [key, value] of attributes) {
    if (key.startsWith(prefix) && key.length > prefix.length) found.push([key.slice(prefix.length), value])
  }
  return found
}
