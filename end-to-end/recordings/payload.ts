// What a recorded payload holds literally: every text, number and object in it, also inside texts that are JSON. It is
// read here without the collector's decoder, so that the two cannot be wrong in the same way.
import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '@trimtab/contract'
import type { RecordedRequest } from './recording.ts'

/** One value with the name it stands under, the empty name where it has none, and the span it is of, if any. */
interface Named {
  key: string
  value: Json
  span?: string
}

/** What is held by everything that was sent, or by one span and the log records of it. */
export interface Literals {
  /** Whether a text is in it, whole. */
  hasText: (text: string) => boolean
  /** Whether it holds this object or array, as it is or spelled as JSON. */
  hasJson: (value: Json) => boolean
  some: (test: (named: Named) => boolean) => boolean
}

export interface Payload extends Literals {
  /** Each span by itself. */
  spans: Literals[]
}

export function readPayload(requests: RecordedRequest[]): Payload {
  const sent = requests.flatMap(valuesOf)
  const spans = new Map<string, Named[]>()
  for (const named of sent) {
    if (named.span !== undefined) spans.set(named.span, [...(spans.get(named.span) ?? []), named])
  }
  return { ...literalsIn(sent), spans: [...spans.values()].map(literalsIn) }
}

function literalsIn(sent: Named[]): Literals {
  const values = sent.flatMap((named) => within(named))
  const scalars = new Set(values.map(({ value }) => value).filter((value) => typeof value !== 'object'))
  return {
    hasText: (text) => scalars.has(text),
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
  if (contentType !== 'application/json') return /logs/i.test(path) ? itemsOf(body, RECORD, 10) : itemsOf(body, SPAN, 2)
  const request = JSON.parse(body.toString('utf8')) as Json
  return /traces|logs/.test(path) ? attributesIn(request, '') : [{ key: '', value: request }]
}

/** The attributes, names and messages in a request of OTLP/JSON. */
function attributesIn(node: Json, key: string): Named[] {
  if (typeof node !== 'object' || node === null) return [{ key, value: node }]
  if (Array.isArray(node)) return node.flatMap((item) => attributesIn(item, key))
  if (typeof node['key'] === 'string' && 'value' in node) return [{ key: node['key'], value: plain(node['value']) }]
  const inner = Object.entries(node).flatMap(([name, item]) =>
    name === 'body' ? [{ key: name, value: plain(item) }] : attributesIn(item, name),
  )
  const span = node['spanId']
  return typeof span === 'string' && span !== '' ? inner.map((named) => ({ ...named, span })) : inner
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

type Shape = 'text' | 'any' | 'pair' | Fields
interface Fields {
  [field: number]: Shape
}

const EVENT: Shape = { 2: 'text', 3: 'pair' }
const SPAN: Fields = { 5: 'text', 9: 'pair', 11: EVENT, 13: { 4: 'pair' }, 15: { 2: 'text' } }
const RECORD: Fields = { 5: 'any', 6: 'pair', 12: 'text' }
/** Of a request without its items: what it says of the resource and of the scope. */
const AROUND: Fields = { 1: { 1: { 1: 'pair' }, 2: { 1: { 1: 'text', 2: 'text', 3: 'pair' } } } }

/** Both requests have their items three levels down; `idField` is the one that names the span. */
function itemsOf(request: Buffer, shape: Fields, idField: number): Named[] {
  const items = [1, 2, 2].reduce<Buffer[]>((level, field) => level.flatMap((bytes) => inField(bytes, field)), [request])
  const inItems = items.flatMap((item) => {
    const span = inField(item, idField)[0]?.toString('hex') ?? ''
    return fieldsOf(item, shape).map((named) => (span === '' ? named : { ...named, span }))
  })
  return [...fieldsOf(request, AROUND), ...inItems]
}

function inField(bytes: Buffer, wanted: number): Buffer[] {
  return wireFields(bytes).flatMap(({ field, content }) =>
    field === wanted && typeof content !== 'number' ? [content] : [],
  )
}

function fieldsOf(bytes: Buffer, shape: Fields): Named[] {
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
