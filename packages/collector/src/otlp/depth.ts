// How deep a value may nest before it is not read any further: the default of the OTLP specification.

import type { AnyValue } from './otlp.ts'

export const DEPTH_MAX = 64

/** Asked before anything walks a value without a bound of its own. */
export function isWithinDepth(value: AnyValue, depthMax: number = DEPTH_MAX): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depthMax > 0 && Object.values(value).every((inner) => isWithinDepth(inner, depthMax - 1))
}
