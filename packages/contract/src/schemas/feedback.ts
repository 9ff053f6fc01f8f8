// What is answered of feedback.

import * as z from 'zod'
import {
  type Feedback,
  FEEDBACK_KINDS,
  FEEDBACK_SOURCES,
  type FeedbackReceipt,
  type Opinion,
  OPINION_KINDS,
  type WaitingFeedbackPage,
} from '../feedback.ts'
import type { FeedbackTokenInput, MintedFeedbackToken } from '../feedback-token.ts'
import { TRUTH_LINES_NAMED_MAX, type TruthReport } from '../truth.ts'
import { json, jsonObject, name, predictionId, time, whole } from './values.ts'

const kind = z.enum(FEEDBACK_KINDS)
const source = z.enum(FEEDBACK_SOURCES).nullable()
const label = z.union([z.string(), z.number()]).nullable()

export const feedbackSchema: z.ZodType<Feedback> = z.object({
  id: z.string(),
  prediction: z.string().nullable(),
  key: z.string().nullable(),
  responseId: z.string().nullable(),
  session: z.string().nullable(),
  task: z.string().nullable(),
  kind,
  name: z.string().nullable(),
  value: json,
  comment: z.string().nullable(),
  source: z.enum(FEEDBACK_SOURCES),
  actor: z.string().nullable(),
  at: time,
  receivedAt: time,
  consent: z.boolean().nullable(),
  metadata: jsonObject,
  of: z.object({ kind }).nullable(),
})

export const opinionSchema: z.ZodType<Opinion> = z.object({
  thumbs: z.enum(['up', 'down']).nullable(),
  score: z.number().nullable(),
  correction: json,
  label,
  by: z.object({ thumbs: source, score: source, correction: source, label: source }),
  conflicts: z.array(z.enum(OPINION_KINDS)),
  sources: whole,
})

export const feedbackReceiptSchema: z.ZodType<FeedbackReceipt> = z.object({ accepted: whole, waiting: whole })

export const waitingFeedbackPageSchema: z.ZodType<WaitingFeedbackPage> = z.object({
  feedback: z.array(feedbackSchema),
  nextCursor: z.string().nullable(),
})

/** A year: a token outlives no signing key that is ever changed. */
const TOKEN_SECONDS_MAX = 366 * 24 * 60 * 60

export const feedbackTokenInputSchema: z.ZodType<FeedbackTokenInput> = z.strictObject({
  prediction: predictionId,
  kinds: z.array(kind).min(1).max(FEEDBACK_KINDS.length).optional(),
  actor: name.optional(),
  expiresInSeconds: z.int().min(1).max(TOKEN_SECONDS_MAX).optional(),
  once: z.boolean().optional(),
})

export const mintedFeedbackTokenSchema: z.ZodType<MintedFeedbackToken> = z.object({
  token: z.string(),
  expiresAt: time,
})

const lines = z.array(z.object({ line: whole, reason: z.string() })).max(TRUTH_LINES_NAMED_MAX)

export const truthReportSchema: z.ZodType<TruthReport> = z.object({
  rows: whole,
  stored: whole,
  repeated: whole,
  contradicting: whole,
  waiting: whole,
  refused: whole,
  contradictions: lines,
  unmatched: lines,
  refusals: lines,
})
