// The shapes by the names that the machine-readable interface gives them; they are those of the types.

import type * as z from 'zod'
import { feedbackInputSchema } from '../schemas.ts'
import * as alerts from './alerts.ts'
import * as conversation from './conversation.ts'
import * as drift from './drift.ts'
import * as feedback from './feedback.ts'
import * as figures from './figures.ts'
import * as prediction from './prediction.ts'
import * as prices from './prices.ts'
import * as quality from './quality.ts'
import * as retention from './retention.ts'
import * as review from './review.ts'
import * as settings from './settings.ts'
import * as upkeep from './upkeep.ts'

export const SCHEMAS: { [name: string]: z.ZodType } = {
  Alarm: drift.alarmSchema,
  AlarmAcknowledgement: alerts.alarmAcknowledgementSchema,
  AlarmClosing: alerts.alarmClosingSchema,
  AlarmPage: alerts.alarmPageSchema,
  AlertDeliveryPage: alerts.alertDeliveryPageSchema,
  AlertRules: alerts.alertRulesSchema,
  AlertRulesInput: alerts.alertRulesInputSchema,
  AlertTest: alerts.alertTestSchema,
  ApiKey: settings.apiKeySchema,
  ApiKeyInput: settings.apiKeyInputSchema,
  ApiKeyList: settings.apiKeyListSchema,
  AuditPage: upkeep.auditPageSchema,
  CreatedApiKey: settings.createdApiKeySchema,
  DriftBaseline: drift.driftBaselineSchema,
  DriftBaselineInput: drift.driftBaselineInputSchema,
  DriftReference: drift.driftReferenceSchema,
  DriftReport: drift.driftReportSchema,
  Facet: figures.facetSchema,
  Facets: figures.facetsSchema,
  Feedback: feedback.feedbackSchema,
  FeedbackInput: feedbackInputSchema,
  FeedbackReceipt: feedback.feedbackReceiptSchema,
  FeedbackTokenInput: feedback.feedbackTokenInputSchema,
  Figures: figures.figuresSchema,
  ForgetReport: conversation.forgetReportSchema,
  ForgetUnderWay: upkeep.forgetUnderWaySchema,
  Highlight: prediction.highlightSchema,
  Job: upkeep.jobSchema,
  JobList: upkeep.jobListSchema,
  Message: prediction.messageSchema,
  MintedFeedbackToken: feedback.mintedFeedbackTokenSchema,
  NextReview: review.nextReviewSchema,
  Opinion: feedback.opinionSchema,
  Overview: figures.overviewSchema,
  PersonPage: conversation.personPageSchema,
  PersonSummary: conversation.personSummarySchema,
  PickedPredictions: review.pickedPredictionsSchema,
  PickedReceipt: review.pickedReceiptSchema,
  Prediction: prediction.predictionSchema,
  PredictionPage: prediction.predictionPageSchema,
  PredictionWithTrace: prediction.predictionWithTraceSchema,
  Prices: prices.pricesSchema,
  PricesInput: prices.pricesInputSchema,
  Problem: upkeep.problemSchema,
  Quality: quality.qualitySchema,
  QualityGroup: quality.qualityGroupSchema,
  Retention: retention.retentionSchema,
  Review: review.reviewSchema,
  ReviewInput: review.reviewInputSchema,
  ReviewItem: review.reviewItemSchema,
  ReviewItemPage: review.reviewItemPageSchema,
  ReviewQueueInput: review.reviewQueueInputSchema,
  ReviewQueueList: review.reviewQueueListSchema,
  ReviewQueueWithProgress: review.reviewQueueSchema,
  ReviewReport: quality.reviewReportSchema,
  SavedReview: review.savedReviewSchema,
  SavedView: settings.savedViewSchema,
  SavedViewInput: settings.savedViewInputSchema,
  SavedViewList: settings.savedViewListSchema,
  Series: figures.seriesSchema,
  SeriesGroup: figures.seriesGroupSchema,
  Session: settings.sessionSchema,
  SessionPage: conversation.sessionPageSchema,
  SessionSummary: conversation.sessionSummarySchema,
  SignIn: settings.signInSchema,
  SignalDetail: drift.signalDetailSchema,
  SignalReport: drift.signalReportSchema,
  StorageReport: upkeep.storageReportSchema,
  Task: figures.taskSchema,
  TaskList: figures.taskListSchema,
  Trace: prediction.traceSchema,
  TraceSpan: prediction.traceSpanSchema,
  TruthReport: feedback.truthReportSchema,
  WaitingFeedbackPage: feedback.waitingFeedbackPageSchema,
}
