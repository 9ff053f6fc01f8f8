// The small schemas that the others are made of: names, times, ids and plain JSON.

import * as z from 'zod'
import type { Json, JsonObject } from '../json.ts'
import { JSON_DEPTH_MAX, NAME_CHARS_MAX } from '../limits.ts'

export const name: z.ZodType<string> = z
  .string()
  .min(1)
  .max(NAME_CHARS_MAX)
  // Two different halves of a surrogate pair would be stored as the same text, and one of two names lost.
  .refine((text) => text.isWellFormed(), 'is not well-formed text')

export const time: z.ZodType<string> = z.iso
  .datetime({ offset: true, abort: true, error: 'must be an ISO 8601 time with a zone, such as 2026-11-21T10:00:00Z' })
  // Outside these years a time in ISO form no longer sorts as text.
  .refine((text) => isTimeThatSorts(Date.parse(text)), 'must be of the years 1970 to 9999')

export const predictionId: z.ZodType<string> = z
  .string()
  .regex(
    /^[0-9a-f]{32}(-[0-9a-f]{16})?$/,
    'must be `traceId-spanId`, 32 and 16 lower-case hex digits, or the trace id alone for what came of the whole trace',
  )

/** A count that is known. */
export const whole: z.ZodType<number> = z.int().min(0)

/** A bound; null is none. */
export const above0: z.ZodType<number | null> = z.int().min(1).nullable()

/** What is no time at all is refused for that already. */
function isTimeThatSorts(timeMs: number): boolean {
  return Number.isNaN(timeMs) || (timeMs >= 0 && new Date(timeMs).getUTCFullYear() <= 9999)
}

/** Whether nothing in a value lies deeper than that; asked before anything walks the value recursively. */
export function isWithinDepth(value: unknown, depthMax: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return depthMax > 0 && Object.values(value).every((inner) => isWithinDepth(inner, depthMax - 1))
}

const bounded = z
  .unknown()
  .refine((value) => isWithinDepth(value, JSON_DEPTH_MAX), `is nested deeper than ${JSON_DEPTH_MAX} levels`)

export const json: z.ZodType<Json> = bounded.pipe(z.json())
export const jsonObject: z.ZodType<JsonObject> = bounded.pipe(z.record(z.string(), z.json())).meta({ type: 'object' })
