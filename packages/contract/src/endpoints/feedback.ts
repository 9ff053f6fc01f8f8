// Feedback, as it is sent and as it waits, and the tokens with which pages send it.

import * as z from 'zod'
import type { Endpoints } from '../endpoint.ts'
import { feedbackInputSchema, feedbackListSchema } from '../schemas.ts'
import * as feedback from '../schemas/feedback.ts'
import * as query from '../schemas/query.ts'

export const feedbackEndpoints: Endpoints<
  'sendFeedback' | 'listWaitingFeedback' | 'createFeedbackToken' | 'importTruth'
> = {
  sendFeedback: {
    noun: 'Feedback',
    summary: 'Says something of predictions, now or later: one feedback or several. Answered once it is on disk.',
    body: z.union([feedbackInputSchema, feedbackListSchema]),
    example: { key: 'loan-77', kind: 'label', value: 'defaulted', source: 'ground_truth' },
    answer: feedback.feedbackReceiptSchema,
    status: 202,
    problems: [
      'feedback_token.invalid',
      'feedback_token.expired',
      'feedback_token.forbidden',
      'feedback_token.used',
      'feedback.too_much',
      'store.unavailable',
    ],
  },
  listWaitingFeedback: {
    noun: 'Feedback',
    summary: 'Feedback whose prediction has not arrived, the newest first.',
    query: query.pageQuery,
    answer: feedback.waitingFeedbackPageSchema,
    problems: ['query.cursor'],
  },
  createFeedbackToken: {
    noun: 'Feedback',
    summary: 'Signs a token with which a page may speak of one prediction.',
    body: feedback.feedbackTokenInputSchema,
    example: { prediction: '5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174', kinds: ['thumbs'], once: true },
    answer: feedback.mintedFeedbackTokenSchema,
    status: 201,
    problems: ['feedback_token.unsigned'],
  },
  importTruth: {
    noun: 'Feedback',
    summary: 'Late ground truth as a table: `text/csv` with a header, or `application/x-ndjson`; read as it comes.',
    query: query.truthQuery,
    sent: ['text/csv', 'application/x-ndjson'],
    answer: feedback.truthReportSchema,
    problems: ['store.unavailable'],
  },
}
