// What is answered of figures over many predictions: the first screen, series over time, and what there is to choose from.

import * as z from 'zod'
import {
  type Facet,
  type Facets,
  type Figures,
  SERIES_STEPS,
  type Series,
  type SeriesGroup,
  SLICES,
} from '../figures.ts'
import type { Overview, Task, TaskList } from '../overview.ts'
import { PREDICTION_KINDS } from '../prediction.ts'
import { time, whole } from './values.ts'

const quantiles = z
  .object({ count: whole, p50: z.number(), p90: z.number(), p95: z.number(), p99: z.number() })
  .nullable()

const figuresShape = {
  predictions: whole,
  errors: whole,
  cancelled: whole,
  durationMs: quantiles,
  firstTokenMs: quantiles,
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedInputTokens: z.number(),
  reasoningTokens: z.number(),
  costUsd: z.number(),
  estimatedUsd: z.number(),
  unpriced: whole,
  thumbsUp: whole,
  thumbsDown: whole,
  rated: whole,
  corrected: whole,
  score: z.object({ mean: z.number(), count: whole }).nullable(),
}

export const figuresSchema: z.ZodType<Figures> = z.object(figuresShape)

export const taskSchema: z.ZodType<Task> = z.object({
  task: z.string(),
  kind: z.enum(PREDICTION_KINDS),
  predictions: whole,
  errors: whole,
  thumbsUp: whole,
  thumbsDown: whole,
  corrected: whole,
  firstAt: time,
  lastAt: time,
  day: figuresSchema,
  dayBefore: figuresSchema,
})

export const taskListSchema: z.ZodType<TaskList> = z.object({
  tasks: z.array(taskSchema),
  isWhole: z.boolean(),
})

export const overviewSchema: z.ZodType<Overview> = z.object({
  predictions: whole,
  rated: whole,
  corrected: whole,
  waiting: whole,
  tasks: z.array(taskSchema),
  isWhole: z.boolean(),
})

export const seriesGroupSchema: z.ZodType<SeriesGroup> = z.object({
  name: z.string().nullable(),
  total: figuresSchema,
  points: z.array(z.object({ ...figuresShape, at: time })),
})

export const seriesSchema: z.ZodType<Series> = z.object({
  from: time,
  to: time,
  step: z.enum(SERIES_STEPS),
  by: z.enum(SLICES).nullable(),
  groups: z.array(seriesGroupSchema),
  others: seriesGroupSchema.nullable(),
  isWhole: z.boolean(),
})

export const facetSchema: z.ZodType<Facet> = z.object({
  name: z.string(),
  values: z.array(z.object({ value: z.string(), predictions: whole, lastAt: time })),
  isCut: z.boolean(),
})

export const facetsSchema: z.ZodType<Facets> = z.object({ facets: z.array(facetSchema) })
