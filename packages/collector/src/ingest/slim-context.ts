// What can be nothing but context of calls, down to what it means to them: its place in the tree, and what it says of
// whatever happens inside of it. What else it carries, such as the documents of a retriever, is not ours to keep.

import { NAME_CHARS_MAX } from '@trimtab/contract'
import type { Said } from '../predictions/said.ts'
import type { Origin, TraceItem } from '../predictions/trace-item.ts'

/** Of all it says together, as JSON. A trace that goes on for hours is read with many of them. */
const SAID_CHARS_MAX = 4096

/** What calls take over from what is around them, the most wanted first. */
const TAKEN_OVER = [
  'session',
  'user',
  'consent',
  'functionName',
  'promptName',
  'promptVersion',
  'variant',
  'tags',
] as const satisfies (keyof Said)[]

/** Where metadata notes what was too much of it. */
const LEFT_OUT = 'trimtab.left_out'

/** A call says itself which process it was in. */
const NOWHERE: Origin = { service: null, environment: null, release: null }

export function slimContext(item: TraceItem): TraceItem {
  if (item.role !== 'span' && item.role !== 'step') return item
  return { ...item, name: cutName(item.name), origin: NOWHERE, said: slimSaid(item.said) }
}

function slimSaid(said: Said): Said {
  const kept: { [fact: string]: unknown } = {}
  let room = SAID_CHARS_MAX
  for (const fact of TAKEN_OVER) {
    const chars = charsOf(fact, said[fact])
    if (said[fact] === undefined || chars > room) continue
    kept[fact] = said[fact]
    room -= chars
  }
  if (said.metadata !== undefined) kept['metadata'] = slimMetadata(said.metadata, room)
  return kept
}

function slimMetadata(metadata: NonNullable<Said['metadata']>, charsMax: number): Said['metadata'] {
  const entries = Object.entries(metadata)
  let room = charsMax
  const fitting = entries.filter(([key, value]) => {
    const chars = charsOf(key, value)
    const fits = chars <= room
    if (fits) room -= chars
    return fits
  })
  if (fitting.length === entries.length) return metadata
  const noted = metadata[LEFT_OUT]
  return { ...Object.fromEntries(fitting), [LEFT_OUT]: [...(Array.isArray(noted) ? noted : []), 'metadata'] }
}

function charsOf(name: string, value: unknown): number {
  return value === undefined ? 0 : name.length + JSON.stringify(value).length
}

/** A part of a string keeps all of it in memory; through bytes it does not. */
function cutName(name: string): string {
  return name.length <= NAME_CHARS_MAX ? name : Buffer.from(name.slice(0, NAME_CHARS_MAX)).toString()
}
