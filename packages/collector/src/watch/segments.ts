// Segments of a task: what made a prediction and what it is about, told apart as long as there is room for another.

import { type Prediction, SEGMENTS_PER_TASK_MAX } from '@trimtab/contract'
import type { Segment } from '../store/state-watch.ts'

/** Of a value; a longer one is cut. */
const VALUE_CHARS_MAX = 100
/** All beyond the bound. */
export const OTHER_SEGMENT = 0

export type SegmentOf = (prediction: Prediction, language: string | null) => number

/** Adds to the segments as it finds new ones, and notes when each was seen. */
export function openSegments(segments: Segment[], metadataKeys: readonly string[]): SegmentOf {
  const known = new Map(segments.map(({ is }, place) => [keyOf(is), place + 1]))

  function find(is: Segment['is'], startedMs: number): number {
    const key = keyOf(is)
    const before = known.get(key)
    if (before !== undefined) return before
    if (segments.length >= SEGMENTS_PER_TASK_MAX) return OTHER_SEGMENT
    segments.push({ is, firstMs: startedMs, lastMs: startedMs })
    known.set(key, segments.length)
    return segments.length
  }

  return (prediction, language) => {
    const startedMs = Date.parse(prediction.startedAt)
    const number = find(dimensionsOf(prediction, language, metadataKeys), startedMs)
    const segment = segments[number - 1]
    if (segment !== undefined) {
      segment.firstMs = Math.min(segment.firstMs, startedMs)
      segment.lastMs = Math.max(segment.lastMs, startedMs)
    }
    return number
  }
}

function dimensionsOf(
  { model, prompt, variant, environment, release, metadata }: Prediction,
  language: string | null,
  metadataKeys: readonly string[],
): Segment['is'] {
  const said: [string, unknown][] = [
    ['model', model.responded ?? model.requested],
    ['promptVersion', prompt.version],
    ['variant', variant],
    ['environment', environment],
    ['release', release],
    ['language', language],
    ...metadataKeys.map((key): [string, unknown] => [`metadata.${key}`, metadata[key]]),
  ]
  return Object.fromEntries(
    said.flatMap(([dimension, value]) => {
      const isSaid = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      return isSaid ? [[dimension, String(value).slice(0, VALUE_CHARS_MAX)]] : []
    }),
  )
}

function keyOf(is: Segment['is']): string {
  return JSON.stringify(Object.entries(is))
}
