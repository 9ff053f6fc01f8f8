// OTLP's AnyValue, KeyValue and lists of them, from protobuf to plain JSON. What is nested too deep becomes null.

import { DEPTH_MAX } from '../depth.ts'
import type { AnyValue } from '../otlp.ts'
import { setOwn } from '../own-key.ts'
import type { ProtobufReader } from './reader.ts'

/** Reads the KeyValue at hand into `attributes`; of two equal keys the last one wins, and one without a key is left out. */
export function readAttribute(reader: ProtobufReader, attributes: Map<string, AnyValue>): void {
  const outer = reader.enter()
  let key = ''
  let value: AnyValue = null
  while (reader.next()) {
    if (reader.field === 1) key = reader.key()
    else if (reader.field === 2) value = readAnyValue(reader, 0)
    else reader.skip()
  }
  reader.leave(outer)
  if (key !== '') attributes.set(key, value)
}

/** Reads the AnyValue at hand. Of several values in one, the last one counts, as the protocol asks of alternatives. */
export function readAnyValue(reader: ProtobufReader, depth: number): AnyValue {
  const outer = reader.enter()
  let value: AnyValue = null
  while (reader.next()) {
    switch (reader.field) {
      case 1:
        value = reader.text()
        break
      case 2:
        value = reader.boolean()
        break
      case 3:
        value = reader.int64()
        break
      case 4:
        value = finite(reader.double())
        break
      case 5:
        value = depth < DEPTH_MAX ? readArray(reader, depth + 1) : skipped(reader)
        break
      case 6:
        value = depth < DEPTH_MAX ? readKeyValues(reader, depth + 1) : skipped(reader)
        break
      case 7:
        value = reader.base64()
        break
      default:
        reader.skip()
    }
  }
  reader.leave(outer)
  return value
}

function readArray(reader: ProtobufReader, depth: number): AnyValue[] {
  const outer = reader.enter()
  const values: AnyValue[] = []
  while (reader.next()) {
    if (reader.field === 1) values.push(readAnyValue(reader, depth))
    else reader.skip()
  }
  reader.leave(outer)
  return values
}

function readKeyValues(reader: ProtobufReader, depth: number): { [key: string]: AnyValue } {
  const outer = reader.enter()
  const values: { [key: string]: AnyValue } = {}
  while (reader.next()) {
    if (reader.field === 1) readEntry(reader, { values, depth })
    else reader.skip()
  }
  reader.leave(outer)
  return values
}

function readEntry(reader: ProtobufReader, into: { values: { [key: string]: AnyValue }; depth: number }): void {
  const outer = reader.enter()
  let key = ''
  let value: AnyValue = null
  while (reader.next()) {
    if (reader.field === 1) key = reader.key()
    else if (reader.field === 2) value = readAnyValue(reader, into.depth)
    else reader.skip()
  }
  reader.leave(outer)
  setOwn(into.values, key, value)
}

function skipped(reader: ProtobufReader): null {
  reader.skip()
  return null
}

/** JSON has no word for NaN and the infinities. */
function finite(number: number): number | null {
  return Number.isFinite(number) ? number : null
}
