// What is answered of feedback.

import * as z from 'zod'
import { type Feedback, FEEDBACK_KINDS, FEEDBACK_SOURCES, type FeedbackReceipt, type Opinion } from '../feedback.ts'
import { json, jsonObject, time, whole } from './values.ts'

const kind = z.enum(FEEDBACK_KINDS)
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
  sources: whole,
})

export const feedbackReceiptSchema: z.ZodType<FeedbackReceipt> = z.object({ accepted: whole, waiting: whole })
