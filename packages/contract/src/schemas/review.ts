// Review queues, items and reviews: what is sent of them and what is answered. What is sent refuses what it does not know.

import * as z from 'zod'
import { SLICES, type SliceFilter } from '../figures.ts'
import {
  CORRECTION_CHARS_MAX,
  CORRECTION_SCHEMA_CHARS_MAX,
  FEEDBACK_COMMENT_CHARS_MAX,
  FILTER_VALUES_MAX,
  GUIDELINES_CHARS_MAX,
  LABELS_OF_QUEUE_MAX,
  LEASE_MINUTES_MAX,
  PICKED_PREDICTIONS_MAX,
  REVIEW_RULES_MAX,
  REVIEWERS_MAX,
  REVIEWERS_PER_ITEM_MAX,
  REVIEWS_PER_DAY_MAX,
  RUBRIC_FIELDS_MAX,
  RUBRIC_OPTIONS_MAX,
} from '../limits.ts'
import {
  type NextReview,
  type PickedPredictions,
  type PickedReceipt,
  type Review,
  REVIEW_DECISIONS,
  REVIEW_STATES,
  type ReviewInput,
  type ReviewItem,
  type ReviewItemPage,
  type SavedReview,
} from '../review.ts'
import {
  CORRECTION_FORMS,
  type CorrectionRule,
  FILLING_PHASES,
  REVIEW_REASONS,
  type ReviewProgress,
  type ReviewQueueInput,
  type ReviewQueueList,
  type ReviewQueueWithProgress,
  type ReviewRule,
  RUBRIC_KINDS,
  type RubricField,
} from '../review-queue.ts'
import { answers, givenAnswers } from './answers.ts'
import { feedbackSchema } from './feedback.ts'
import { predictionSchema } from './prediction.ts'
import { title } from './title.ts'
import { json, jsonObject, name, predictionId, time, whole } from './values.ts'

const share = z.number().gt(0).max(1).optional()
const only: z.ZodType<SliceFilter> = z
  .partialRecord(z.enum(SLICES), z.array(name).min(1).max(FILTER_VALUES_MAX))
  .refine((slices) => Object.keys(slices).length > 0, 'must name a slice, such as {"promptVersion": ["8"]}')

const rule: z.ZodType<ReviewRule> = z.discriminatedUnion('reason', [
  z.strictObject({ reason: z.literal('thumbs_down'), share }),
  z.strictObject({ reason: z.literal('drifted_slice'), only, share }),
  z.strictObject({ reason: z.literal('low_confidence'), below: z.number().gt(0).max(1), share }),
  z.strictObject({ reason: z.literal('disagreement'), share }),
  z.strictObject({ reason: z.literal('new_category'), share }),
  z.strictObject({ reason: z.literal('random'), share }),
])

const field: z.ZodType<RubricField> = z
  .strictObject({
    name: title,
    kind: z.enum(RUBRIC_KINDS),
    question: title,
    help: z.string().max(GUIDELINES_CHARS_MAX).optional(),
    options: z.array(title).min(1).max(RUBRIC_OPTIONS_MAX).optional(),
    isMany: z.boolean().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    isRequired: z.boolean().optional(),
  })
  .superRefine(({ kind, options, isMany, min, max }, context) => {
    const refuse = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    if (options !== undefined && kind !== 'label') refuse('options', 'only a label has options')
    if (isMany === true && options === undefined) refuse('isMany', 'only a label with options can have several')
    if (options !== undefined && new Set(options).size < options.length) refuse('options', 'must all be different')
    if ((min !== undefined || max !== undefined) && kind !== 'score') refuse('min', 'only a score has bounds')
    if (min !== undefined && max !== undefined && min >= max) refuse('max', 'must be above min')
  })

const correction: z.ZodType<CorrectionRule> = z
  .strictObject({
    form: z.enum(CORRECTION_FORMS),
    schema: jsonObject.optional(),
    options: z.array(title).min(1).max(LABELS_OF_QUEUE_MAX).optional(),
  })
  .superRefine(({ form, schema, options }, context) => {
    if (options !== undefined && form !== 'label')
      context.addIssue({ code: 'custom', path: ['options'], message: 'only a correction by label has options' })
    if (schema === undefined) return
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['schema'], message })
    if (form !== 'json') refuse('only a correction in JSON has a schema')
    if (JSON.stringify(schema).length > CORRECTION_SCHEMA_CHARS_MAX)
      refuse(`is longer than ${CORRECTION_SCHEMA_CHARS_MAX} characters`)
  })

const queueShape = {
  name: title,
  task: name,
  rules: z.array(rule).max(REVIEW_RULES_MAX),
  guidelines: z.string().max(GUIDELINES_CHARS_MAX),
  fields: z.array(field).max(RUBRIC_FIELDS_MAX),
  correction: correction.nullable(),
  reviewers: z.array(title).max(REVIEWERS_MAX),
  reviewersPerItem: z.int().min(1).max(REVIEWERS_PER_ITEM_MAX),
  overlapShare: z.number().min(0).max(1),
  leaseMinutes: z.number().min(1).max(LEASE_MINUTES_MAX),
  isPaused: z.boolean(),
}
/** The first is the judgement's own in a report; under the second no schema library passes an answer on. */
const NAMES_TAKEN = ['decision', '__proto__']
const perDay = z.int().min(1).max(REVIEWS_PER_DAY_MAX).nullable()

export const reviewQueueInputSchema: z.ZodType<ReviewQueueInput> = z
  .strictObject({
    ...queueShape,
    perDay: perDay.optional(),
    since: time.optional(),
    guidelines: queueShape.guidelines.optional(),
    fields: queueShape.fields.optional(),
    correction: queueShape.correction.optional(),
    reviewers: queueShape.reviewers.optional(),
    reviewersPerItem: queueShape.reviewersPerItem.optional(),
    overlapShare: queueShape.overlapShare.optional(),
    leaseMinutes: queueShape.leaseMinutes.optional(),
    isPaused: queueShape.isPaused.optional(),
  })
  .superRefine((queue, context) => {
    const isBudgeted = typeof queue.perDay === 'number'
    for (const [index, { share: part }] of queue.rules.entries()) {
      const path = ['rules', index, 'share']
      if (isBudgeted && part !== undefined)
        context.addIssue({ code: 'custom', path, message: 'is worked out where the queue says how many a day' })
      if (!isBudgeted && part === undefined)
        context.addIssue({ code: 'custom', path, message: 'is needed where the queue does not say how many a day' })
    }
    const names = (queue.fields ?? []).map((each) => each.name)
    if (new Set(names).size < names.length)
      context.addIssue({ code: 'custom', path: ['fields'], message: 'must have different names' })
    for (const taken of NAMES_TAKEN.filter((each) => names.includes(each)))
      context.addIssue({ code: 'custom', path: ['fields'], message: `must not be named \`${taken}\`` })
  })

const progress: z.ZodType<ReviewProgress> = z.object({
  open: whole,
  leased: whole,
  done: whole,
  dropped: whole,
  skipped: whole,
  considered: whole,
  phase: z.enum(FILLING_PHASES),
  isFull: z.boolean(),
})

export const reviewQueueSchema: z.ZodType<ReviewQueueWithProgress> = z.object({
  id: z.string(),
  ...queueShape,
  perDay,
  since: time.nullable(),
  createdAt: time,
  updatedAt: time,
  progress,
})

export const reviewQueueListSchema: z.ZodType<ReviewQueueList> = z.object({ queues: z.array(reviewQueueSchema) })

export const reviewInputSchema: z.ZodType<ReviewInput> = z
  .strictObject({
    reviewer: title,
    decision: z.enum(REVIEW_DECISIONS),
    correction: json.optional(),
    answers: givenAnswers.optional(),
    note: z.string().max(FEEDBACK_COMMENT_CHARS_MAX).optional(),
    tookMs: z.number().min(0).optional(),
  })
  .superRefine(({ decision, correction: corrected }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['correction'], message })
    const isThere = corrected !== undefined && corrected !== null
    if (decision === 'corrected' && !isThere) refuse('is needed: what should the output have been?')
    if (decision !== 'corrected' && isThere) refuse('only goes with the decision `corrected`')
    if (isThere && JSON.stringify(corrected).length > CORRECTION_CHARS_MAX)
      refuse(`is longer than ${CORRECTION_CHARS_MAX} characters`)
  })

export const reviewSchema: z.ZodType<Review> = z.object({
  id: z.string(),
  reviewer: z.string(),
  decision: z.enum(REVIEW_DECISIONS),
  correction: json,
  answers,
  note: z.string().nullable(),
  tookMs: z.number().nullable(),
  at: time,
  revision: whole,
  feedback: z.array(z.string()),
})

const itemShape = {
  id: z.string(),
  queue: z.string(),
  reason: z.enum(REVIEW_REASONS),
  detail: z.string().nullable(),
  inclusionProbability: z.number().nullable(),
  state: z.enum(REVIEW_STATES),
  reviewersWanted: whole,
  reviewersDone: whole,
  addedAt: time,
}

export const reviewItemSchema: z.ZodType<ReviewItem> = z.object({
  ...itemShape,
  prediction: predictionSchema,
  leasedUntil: time,
  review: reviewSchema.nullable(),
})

export const nextReviewSchema: z.ZodType<NextReview> = z.object({ item: reviewItemSchema.nullable(), progress })

export const savedReviewSchema: z.ZodType<SavedReview> = z.object({
  review: reviewSchema.nullable(),
  feedback: z.array(feedbackSchema),
  progress,
})

export const reviewItemPageSchema: z.ZodType<ReviewItemPage> = z.object({
  items: z.array(z.object({ ...itemShape, prediction: z.string(), reviews: z.array(reviewSchema) })),
  nextCursor: z.string().nullable(),
})

export const pickedPredictionsSchema: z.ZodType<PickedPredictions> = z.strictObject({
  predictions: z.array(predictionId).min(1).max(PICKED_PREDICTIONS_MAX),
})

export const pickedReceiptSchema: z.ZodType<PickedReceipt> = z.object({
  added: whole,
  known: whole,
  unknown: z.array(z.string()),
})
