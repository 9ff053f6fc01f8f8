// What a recorded payload holds literally: every text, number and object in it, also inside texts that are JSON. It is
// read here without the collector's decoder, so that the two cannot be wrong in the same way.
import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '@trimtab/contract'
import type { RecordedRequest } from './recording.ts'

/** One value with the name it stands under; the empty name where it has none. */
interface Named {
  key: string
  value: Json
}

export interface Payload {
  /** Whether a text is in it, whole. */
  hasText: (text: string) => boolean
  hasNumber: (value: number) => boolean
  /** Whether it holds this object or array, as it is or spelled as JSON. */
  hasJson: (value: Json) => boolean
  some: (test: (named: Named) => boolean) => boolean
}

export function readPayload(requests: RecordedRequest[]): Payload {
  const values = requests.flatMap(valuesOf).flatMap((named) => within(named))
  const scalars = new Set(values.map(({ value }) => value).filter((value) => typeof value !== 'object'))
  return {
    hasText: (text) => scalars.has(text),
    hasNumber: (value) => scalars.has(value),
    hasJson: (value) => values.some((named) => isDeepStrictEqual(named.value, value)),
    some: (test) => values.some(test),
  }
}

/** A value and everything inside it. */
function within({ key, value }: Named): Named[] {
  const inner = typeof value === 'string' ? parsed(value) : value
  const self = [{ key, value }]
  if (typeof inner !== 'object' || inner === null) return self
  const entries = Array.isArray(inner) ? inner.map((item) => [key, item] as const) : Object.entries(inner)
  return [...self, { key, value: inner }, ...entries.flatMap(([name, item]) => within({ key: name, value: item }))]
}

function parsed(text: string): Json {
  if (!/^\s*[[{"]/.test(text)) return null
  try {
    return JSON.parse(text) as Json
  } catch {
    return null
  }
}

function valuesOf({ contentType, path, body }: RecordedRequest): Named[] {
  if (contentType !== 'application/json') {
    return fieldsOf(body, /logs/i.test(path) ? LOGS_REQUEST : TRACES_REQUEST)
  }
  const request = JSON.parse(body.toString('utf8')) as Json
  return /traces|logs/.test(path) ? attributesIn(request, '') : [{ key: '', value: request }]
}

/** The attributes, names and messages in a request of OTLP/JSON. */
function attributesIn(node: Json, key: string): Named[] {
  if (typeof node !== 'object' || node === null) return [{ key, value: node }]
  if (Array.isArray(node)) return node.flatMap((item) => attributesIn(item, key))
  if (typeof node['key'] === 'string' && 'value' in node) return [{ key: node['key'], value: plain(node['value']) }]
  return Object.entries(node).flatMap(([name, item]) =>
    name === 'body' ? [{ key: name, value: plain(item) }] : attributesIn(item, name),
  )
}

/** An AnyValue of OTLP/JSON as plain JSON. */
function plain(any: Json | undefined): Json {
  const [kind, value] = Object.entries((any ?? {}) as JsonObject)[0] ?? ['', null]
  if (kind === 'intValue') return Number(value)
  if (kind === 'arrayValue') return listIn(value).map((item) => plain(item))
  if (kind !== 'kvlistValue') return value
  return Object.fromEntries(listIn(value).map((pair) => [pair['key'] as string, plain(pair['value'])]))
}

function listIn(value: Json): JsonObject[] {
  return ((value as JsonObject)['values'] ?? []) as JsonObject[]
}

type Shape = 'text' | 'any' | 'pair' | { [field: number]: Shape }

const RESOURCE: Shape = { 1: 'pair' }
const SCOPE: Shape = { 1: 'text', 2: 'text', 3: 'pair' }
const EVENT: Shape = { 2: 'text', 3: 'pair' }
const SPAN: Shape = { 5: 'text', 9: 'pair', 11: EVENT, 13: { 4: 'pair' }, 15: { 2: 'text' } }
const RECORD: Shape = { 5: 'any', 6: 'pair', 12: 'text' }
const TRACES_REQUEST: Shape = { 1: { 1: RESOURCE, 2: { 1: SCOPE, 2: SPAN } } }
const LOGS_REQUEST: Shape = { 1: { 1: RESOURCE, 2: { 1: SCOPE, 2: RECORD } } }

function fieldsOf(bytes: Buffer, shape: { [field: number]: Shape }): Named[] {
  return wireFields(bytes).flatMap(({ field, content }): Named[] => {
    const inner = shape[field]
    if (inner === undefined || typeof content === 'number') return []
    if (inner === 'text') return [{ key: '', value: content.toString('utf8') }]
    if (inner === 'any') return [{ key: 'body', value: anyValue(content) }]
    if (inner === 'pair') return [keyValue(content)]
    return fieldsOf(content, inner)
  })
}

function keyValue(bytes: Buffer): Named {
  const named: Named = { key: '', value: null }
  for (const { field, content } of wireFields(bytes)) {
    if (typeof content === 'number') continue
    if (field === 1) named.key = content.toString('utf8')
    if (field === 2) named.value = anyValue(content)
  }
  return named
}

/** Fields of an AnyValue: 1 text, 2 boolean, 3 integer, 4 double, 5 list, 6 pairs, 7 bytes. */
function anyValue(bytes: Buffer): Json {
  const [first] = wireFields(bytes)
  if (first === undefined) return null
  const { field, content } = first
  if (typeof content === 'number') return field === 2 ? content === 1 : content
  if (field === 5) return wireFields(content).map((item) => anyValue(item.content as Buffer))
  if (field !== 6) return content.toString('utf8')
  const pairs = wireFields(content).map((pair) => keyValue(pair.content as Buffer))
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]))
}

interface WireField {
  field: number
  content: number | Buffer
}

function wireFields(bytes: Buffer): WireField[] {
  const fields: WireField[] = []
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++] ?? 0
      value += (byte & 127) * scale
      if (byte < 128) return value
    }
  }
  while (at < bytes.length) {
    const tag = varint()
    const field = Math.floor(tag / 8)
    const wire = tag % 8
    if (wire === 0) fields.push({ field, content: varint() })
    else if (wire === 2) {
      const length = varint()
      fields.push({ field, content: bytes.subarray(at, (at += length)) })
    } else {
      const length = wire === 1 ? 8 : 4
      // A double, or a time or a flag that nobody looks for.
      fields.push({ field, content: wire === 1 ? bytes.readDoubleLE(at) : 0 })
      at += length
    }
  }
  return fields
}
