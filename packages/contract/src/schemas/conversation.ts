// What is answered of sessions and people.

import * as z from 'zod'
import type { PersonPage, PersonSummary, SessionPage, SessionSummary } from '../conversation.ts'
import type { ForgetReport } from '../person.ts'
import { time, whole } from './values.ts'

export const sessionSummarySchema: z.ZodType<SessionSummary> = z.object({
  session: z.string(),
  predictions: whole,
  isCut: z.boolean(),
  tasks: z.array(z.string()),
  users: z.array(z.string()),
  errors: whole,
  thumbsUp: whole,
  thumbsDown: whole,
  inputTokens: z.number(),
  outputTokens: z.number(),
  costUsd: z.number(),
  firstAt: time,
  lastAt: time,
})

export const sessionPageSchema: z.ZodType<SessionPage> = z.object({
  sessions: z.array(sessionSummarySchema),
  nextCursor: z.string().nullable(),
})

export const personSummarySchema: z.ZodType<PersonSummary> = z.object({
  user: z.string(),
  predictions: whole,
  isCut: z.boolean(),
  firstAt: time,
  lastAt: time,
})

export const personPageSchema: z.ZodType<PersonPage> = z.object({
  people: z.array(personSummarySchema),
  nextCursor: z.string().nullable(),
})

export const forgetReportSchema: z.ZodType<ForgetReport> = z.object({
  user: z.string(),
  predictions: whole,
  feedback: whole,
  reviews: whole,
  contents: whole,
  datasetVersions: z.array(z.object({ dataset: z.string(), version: whole, rows: whole })),
  exported: z.array(z.object({ dataset: z.string(), version: whole, format: z.string(), at: time })),
})
