// What the requests of all signals have in common: resources, in them scopes, in them items. Fields may come in any
// order, so an item gets the resource and the scope that are filled when they come. Field numbers: opentelemetry-proto 1.11.

import { ITEMS_MAX, refuseItems } from '../bounds.ts'
import type { AnyValue, Attributes, Scope } from '../otlp.ts'
import { readAttribute } from './any-value.ts'
import type { ProtobufReader } from './reader.ts'

export interface Within {
  resource: Attributes
  scope: Scope
}

/** Reads the item at hand. */
type ReadItem = (reader: ProtobufReader, within: Within) => void

export function readEnvelope(reader: ProtobufReader, readItem: ReadItem): void {
  const countOne = countTo(ITEMS_MAX)
  const readScopeItems = (within: Within): void => {
    countOne()
    const outer = reader.enter()
    while (reader.next()) {
      if (reader.field === 1) readScope(reader, within.scope)
      else if (reader.field === 2) {
        countOne()
        readItem(reader, within)
      } else reader.skip()
    }
    reader.leave(outer)
  }
  const readResourceItems = (): void => {
    countOne()
    const outer = reader.enter()
    const resource = new Map<string, AnyValue>()
    while (reader.next()) {
      if (reader.field === 1) readResource(reader, resource)
      else if (reader.field === 2) readScopeItems({ resource, scope: { name: '', version: '' } })
      else reader.skip()
    }
    reader.leave(outer)
  }
  while (reader.next()) {
    if (reader.field === 1) readResourceItems()
    else reader.skip()
  }
}

function countTo(most: number): () => void {
  let count = 0
  return () => {
    count += 1
    if (count > most) refuseItems()
  }
}

function readResource(reader: ProtobufReader, resource: Map<string, AnyValue>): void {
  const outer = reader.enter()
  while (reader.next()) {
    if (reader.field === 1) readAttribute(reader, resource)
    else reader.skip()
  }
  reader.leave(outer)
}

function readScope(reader: ProtobufReader, scope: Scope): void {
  const outer = reader.enter()
  while (reader.next()) {
    if (reader.field === 1) scope.name = reader.text()
    else if (reader.field === 2) scope.version = reader.text()
    else reader.skip()
  }
  reader.leave(outer)
}
