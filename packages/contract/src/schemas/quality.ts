// What is answered of rates: by users, reviewers and judges, over all predictions and over a queue.

import * as z from 'zod'
import { SLICES } from '../figures.ts'
import { type JudgeQuality, type Quality, QUALITY_WARNINGS, type QualityGroup, type Rate } from '../quality.ts'
import { REVIEW_DECISIONS, type ReviewDecision } from '../review.ts'
import { REVIEW_REASONS } from '../review-queue.ts'
import { AGREEMENT_LEVELS, type Estimate, type ReviewReport } from '../review-report.ts'
import { time, whole } from './values.ts'

const interval = { low: z.number(), high: z.number() }
const estimate: z.ZodType<Estimate> = z.object({ value: z.number(), ...interval, count: whole })
const rate: z.ZodType<Rate> = z.object({ value: z.number(), ...interval, good: whole, count: whole })
const raw = z.object({ mean: z.number(), count: whole })

const judge: z.ZodType<JudgeQuality> = z.object({
  judge: z.string(),
  raw,
  corrected: estimate.nullable(),
  kappa: estimate.nullable(),
  correlation: z.number().nullable(),
  both: whole,
})

export const qualityGroupSchema: z.ZodType<QualityGroup> = z.object({
  name: z.string().nullable(),
  predictions: whole,
  response: rate.nullable(),
  users: rate.nullable(),
  reviewers: rate.nullable(),
  judges: z.array(judge),
  agreement: z.object({ items: whole, observed: z.number().nullable(), kappa: estimate.nullable() }).nullable(),
})

export const qualitySchema: z.ZodType<Quality> = z.object({
  from: time,
  to: time,
  by: z.enum(SLICES).nullable(),
  total: qualityGroupSchema,
  groups: z.array(qualityGroupSchema),
  warnings: z.array(z.object({ code: z.enum(QUALITY_WARNINGS), group: z.string().nullable(), text: z.string() })),
  isWhole: z.boolean(),
})

const decisions = z.object(
  Object.fromEntries(REVIEW_DECISIONS.map((decision) => [decision, whole])) as {
    [decision in ReviewDecision]: z.ZodType<number>
  },
)

export const reviewReportSchema: z.ZodType<ReviewReport> = z.object({
  queue: z.string(),
  reviews: whole,
  good: estimate.nullable(),
  fields: z.array(z.object({ name: z.string(), mean: estimate })),
  strata: z.array(
    z.object({
      reason: z.enum(REVIEW_REASONS),
      population: z.number(),
      picked: whole,
      reviewed: whole,
      good: estimate.nullable(),
    }),
  ),
  agreement: z.array(
    z.object({
      field: z.string(),
      level: z.enum(AGREEMENT_LEVELS),
      items: whole,
      observed: z.number().nullable(),
      krippendorff: estimate.nullable(),
    }),
  ),
  pairs: z.array(
    z.object({
      reviewers: z.tuple([z.string(), z.string()]),
      items: whole,
      observed: z.number(),
      kappa: estimate.nullable(),
    }),
  ),
  reviewers: z.array(
    z.object({
      reviewer: z.string(),
      reviews: whole,
      decisions,
      medianMs: z.number().nullable(),
      agreesWithOthers: estimate.nullable(),
      lastAt: time.nullable(),
    }),
  ),
  judges: z.array(
    z.object({
      judge: z.string(),
      raw,
      corrected: estimate,
      reviewsOnly: estimate,
      kappa: estimate.nullable(),
      correlation: z.number().nullable(),
    }),
  ),
  warnings: z.array(z.string()),
  isWhole: z.boolean(),
})
