// How deep a value may nest before it is not read any further: the default of the OTLP specification.

import type { AnyValue } from './otlp.ts'

export const DEPTH_MAX = 64

/** Asked before anything walks a value without a bound of its own. */
export function isWithinDepth(value: AnyValue, depthMax: number = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depthMax === 0) return false
  if (Array.isArray(value)) return value.every((inner) => isWithinDepth(inner, depthMax - 1))
  for (const key in value) if (!isWithinDepth(value[key] ?? null, depthMax - 1)) return false
  return true
}
