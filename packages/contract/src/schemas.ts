// What the collector lets in, as zod schemas. The types beside them are written out by hand, so that whoever only needs
// the names and shapes (the SDK, the dashboard) neither bundles nor type-checks a validator; the compiler holds the
// two together through the annotations here.

import * as z from 'zod'
import type { DatasetRecipe } from './dataset.ts'
import { SPLITS } from './export-format.ts'
import { FEEDBACK_KINDS, FEEDBACK_SOURCES, type FeedbackInput, type FeedbackKind } from './feedback.ts'
import type { FeedbackTokenPayload } from './feedback-token.ts'
import type { ImportedPrediction, ImportLine } from './import-line.ts'
import type { Json } from './json.ts'
import { FEEDBACK_COMMENT_CHARS_MAX, FEEDBACK_ITEMS_MAX } from './limits.ts'
import { FINISH_REASONS, type Message, PREDICTION_KINDS, PREDICTION_STATUSES } from './prediction.ts'
import { json, jsonObject, name, predictionId, time } from './schemas/values.ts'

export { isWithinDepth } from './schemas/values.ts'

const valueByKind: { [kind in FeedbackKind]: { allows: (value: Json | undefined) => boolean; text: string } } = {
  thumbs: { allows: (value) => typeof value === 'boolean', text: 'a thumb is true or false' },
  score: { allows: (value) => typeof value === 'number', text: 'a score is a number' },
  label: {
    allows: (value) => (typeof value === 'string' && value !== '') || typeof value === 'number',
    text: 'a label is a string or a number',
  },
  correction: {
    allows: (value) => value !== undefined && value !== null,
    text: 'a correction needs the corrected output',
  },
  comment: { allows: () => true, text: '' },
  signal: { allows: (value) => typeof value === 'string', text: 'a signal is a string such as "copied"' },
  retraction: { allows: () => true, text: '' },
}

const feedbackShape = {
  id: name.optional(),
  prediction: predictionId.optional(),
  key: name.optional(),
  responseId: name.optional(),
  session: name.optional(),
  task: name.optional(),
  kind: z.enum(FEEDBACK_KINDS),
  name: name.optional(),
  value: json.optional(),
  comment: z.string().max(FEEDBACK_COMMENT_CHARS_MAX).optional(),
  source: z.enum(FEEDBACK_SOURCES).optional(),
  actor: name.optional(),
  at: time.optional(),
  consent: z.boolean().optional(),
  metadata: jsonObject.optional(),
  of: z.strictObject({ kind: z.enum(FEEDBACK_KINDS) }).optional(),
}

const pointsAtOne = ({ prediction, key, responseId, session }: FeedbackInput): boolean =>
  [prediction, key, responseId, session].filter((target) => target !== undefined).length === 1
const TARGET_RULE = {
  message: 'point at exactly one of prediction, key, responseId and session',
  when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null, // also where other things are missing
}

function checkFeedback(feedback: FeedbackInput, context: z.RefinementCtx): void {
  const rule = valueByKind[feedback.kind]
  if (!rule.allows(feedback.value)) context.addIssue({ code: 'custom', path: ['value'], message: rule.text })
  if (feedback.kind === 'comment' && !feedback.comment && typeof feedback.value !== 'string') {
    context.addIssue({ code: 'custom', path: ['comment'], message: 'a comment needs its text' })
  }
  if (feedback.kind === 'retraction' && feedback.of === undefined) {
    context.addIssue({ code: 'custom', path: ['of'], message: 'a retraction says which kind it takes back' })
  }
}

/** One feedback as it is sent to `POST /api/feedback`. */
export const feedbackInputSchema: z.ZodType<FeedbackInput> = z
  .strictObject(feedbackShape)
  .refine(pointsAtOne, TARGET_RULE)
  .superRefine(checkFeedback)

/** The body of `POST /api/feedback`, a single one already put into an array: a union would blur the error messages. */
export const feedbackListSchema: z.ZodType<FeedbackInput[]> = z
  .array(feedbackInputSchema)
  .min(1)
  .max(FEEDBACK_ITEMS_MAX)

/** What stands inside a feedback token. */
export const feedbackTokenPayloadSchema: z.ZodType<FeedbackTokenPayload> = z.strictObject({
  prediction: predictionId,
  kinds: z.array(z.enum(FEEDBACK_KINDS)),
  actor: name.optional(),
  expiresAt: z.number().int().min(0),
  once: name.optional(),
})

const shares = z
  .strictObject({ train: z.number().min(0), validation: z.number().min(0), test: z.number().min(0) })
  .refine(
    (split) => Math.abs(SPLITS.reduce((sum, part) => sum + split[part], 0) - 1) < 1e-9,
    'the shares must add up to 1',
  )

/** The input of `trimtab dataset build`. */
export const datasetRecipeSchema: z.ZodType<DatasetRecipe> = z.strictObject({
  name,
  select: z.strictObject({
    task: name,
    from: time.optional(),
    to: time.optional(),
    feedback: z.literal('thumbs-up'),
  }),
  asOf: time.optional(),
  split: shares.optional(),
})

const unsentText = z.string().nullish()
const unsentName = name.nullish()
const unsentNumber = z.number().nullish()
const count = z.number().min(0).nullish()
// A part of a type that is not known yet is kept as it came.
const message: z.ZodType<Message> = z.strictObject({
  role: z.string(),
  parts: z.array(z.looseObject({ type: z.string() })) as unknown as z.ZodType<Message['parts']>,
})
const messages = z.array(message).nullish()

/** A conversation that somebody sends, such as what should have been answered. */
export const messageListSchema: z.ZodType<Message[]> = z.array(message).min(1)

const importedPrediction: z.ZodType<ImportedPrediction> = z.strictObject({
  type: z.literal('prediction'),
  id: z
    .string()
    .regex(/^[0-9a-f]{32}-[0-9a-f]{16}$/, 'must be `traceId-spanId`, 32 and 16 lower-case hex digits')
    .nullish(),
  traceId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be 32 lower-case hex digits')
    .nullish(),
  spanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hex digits')
    .nullish(),
  parentSpanId: z
    .string()
    .regex(/^[0-9a-f]{16}$/, 'must be 16 lower-case hex digits')
    .nullish(),
  task: name,
  kind: z.enum(PREDICTION_KINDS).nullish(),
  convention: unsentName,
  service: unsentText,
  environment: unsentText,
  release: unsentText,
  provider: unsentText,
  model: z.strictObject({ requested: unsentText, responded: unsentText }).nullish(),
  responseId: unsentName,
  prompt: z.strictObject({ name: unsentText, version: unsentText }).nullish(),
  variant: unsentText,
  startedAt: time,
  durationMs: count,
  firstTokenMs: count,
  status: z.enum(PREDICTION_STATUSES).nullish(),
  error: z.strictObject({ type: unsentText, message: unsentText, httpStatus: unsentNumber }).nullish(),
  input: z
    .strictObject({
      system: unsentText,
      messages,
      tools: z
        .array(
          z.strictObject({
            name: z.string(),
            description: unsentText.transform((text) => text ?? null),
            parameters: json,
          }),
        )
        .nullish(),
      features: jsonObject.nullish(),
    })
    .nullish(),
  output: z
    .strictObject({
      messages,
      text: unsentText,
      finishReason: z.enum(FINISH_REASONS).nullish(),
      label: z.union([z.string(), z.number()]).nullish(),
      score: unsentNumber,
      probabilities: z.record(z.string(), z.number()).nullish(),
      value: json.nullish(),
    })
    .nullish(),
  parameters: jsonObject.nullish(),
  usage: z
    .strictObject({
      inputTokens: count,
      outputTokens: count,
      cachedInputTokens: count,
      reasoningTokens: count,
      costUsd: count,
    })
    .nullish(),
  session: unsentName,
  user: unsentName,
  key: unsentName,
  tags: z.array(z.string()).nullish(),
  metadata: jsonObject.nullish(),
  capture: z
    .strictObject({
      content: z.boolean().nullish(),
      truncated: z.boolean().nullish(),
      droppedAttributes: count,
      consent: z.boolean().nullish(),
    })
    .nullish(),
  feedback: z.array(z.looseObject({})).nullish(),
  opinion: z.unknown().optional(),
  trace: z.unknown().optional(),
})

/** One line of a file for `trimtab import`; the kinds apart, because a union would blur the error messages. */
export const importLineSchemas: { [type in ImportLine['type']]: z.ZodType<Extract<ImportLine, { type: type }>> } = {
  prediction: importedPrediction,
  feedback: z
    .strictObject({ type: z.literal('feedback'), ...feedbackShape })
    .refine(pointsAtOne, TARGET_RULE)
    .superRefine(checkFeedback),
}
