// What is answered of predictions and of the traces around them.

import * as z from 'zod'
import {
  FINISH_REASONS,
  type Highlight,
  type Message,
  PREDICTION_KINDS,
  PREDICTION_STATUSES,
  type Prediction,
  type PredictionPage,
  type PredictionWithTrace,
  type Trace,
  type TraceSpan,
} from '../prediction.ts'
import { feedbackSchema, opinionSchema } from './feedback.ts'
import { json, jsonObject, time, whole } from './values.ts'

const text = z.string().nullable()
const figure = z.number().nullable()

export const messageSchema: z.ZodType<Message> = z.object({
  role: z.string(),
  // A part of a type that is not known yet is answered as it came.
  parts: z.array(z.looseObject({ type: z.string() })) as unknown as z.ZodType<Message['parts']>,
})

const messages = z.array(messageSchema).nullable()

const predictionShape = {
  id: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: text,
  task: z.string(),
  kind: z.enum(PREDICTION_KINDS),
  convention: z.string(),
  service: text,
  environment: text,
  release: text,
  provider: text,
  model: z.object({ requested: text, responded: text }),
  responseId: text,
  prompt: z.object({ name: text, version: text }),
  variant: text,
  startedAt: time,
  durationMs: figure,
  firstTokenMs: figure,
  status: z.enum(PREDICTION_STATUSES),
  error: z.object({ type: z.string(), message: text, httpStatus: figure }).nullable(),
  input: z.object({
    system: text,
    messages,
    tools: z.array(z.object({ name: z.string(), description: text, parameters: json })).nullable(),
    features: jsonObject.nullable(),
  }),
  output: z.object({
    messages,
    text,
    finishReason: z.enum(FINISH_REASONS).nullable(),
    label: z.union([z.string(), z.number()]).nullable(),
    score: figure,
    probabilities: z.record(z.string(), z.number()).nullable(),
    value: json,
  }),
  parameters: jsonObject,
  usage: z.object({
    inputTokens: figure,
    outputTokens: figure,
    cachedInputTokens: figure,
    reasoningTokens: figure,
    costUsd: figure,
  }),
  session: text,
  user: text,
  key: text,
  tags: z.array(z.string()),
  metadata: jsonObject,
  capture: z.object({
    content: z.boolean(),
    truncated: z.boolean(),
    droppedAttributes: whole,
    removed: z.literal(true).optional(),
    consent: z.boolean().nullable(),
  }),
  cost: z.object({ usd: z.number(), origin: z.enum(['sender', 'prices']), prices: text }).nullable(),
  feedback: z.array(feedbackSchema),
  opinion: opinionSchema,
}

export const predictionSchema: z.ZodType<Prediction> = z.object(predictionShape)

export const traceSpanSchema: z.ZodType<TraceSpan> = z.object({
  spanId: z.string(),
  parentSpanId: text,
  name: z.string(),
  role: z.enum(['call', 'wrapper', 'step', 'span']),
  startedAt: time,
  durationMs: figure,
  status: z.enum(PREDICTION_STATUSES),
  prediction: text,
})

export const predictionWithTraceSchema: z.ZodType<PredictionWithTrace> = z.object({
  ...predictionShape,
  trace: z.array(traceSpanSchema),
})

export const traceSchema: z.ZodType<Trace> = z.object({
  traceId: z.string(),
  spans: z.array(traceSpanSchema),
  predictions: z.array(z.string()),
})

export const highlightSchema: z.ZodType<Highlight> = z.object({
  where: z.enum(['input', 'output']),
  text: z.string(),
  ranges: z.array(z.tuple([whole, whole])),
})

export const predictionPageSchema: z.ZodType<PredictionPage> = z.object({
  predictions: z.array(predictionSchema),
  nextCursor: text,
  highlights: z.record(z.string(), z.array(highlightSchema)).optional(),
  searchedTo: time.optional(),
})
