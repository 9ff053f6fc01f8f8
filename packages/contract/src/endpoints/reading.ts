// What is asked of predictions, figures, sessions and people.

import type { Endpoints } from '../endpoint.ts'
import * as conversation from '../schemas/conversation.ts'
import * as figures from '../schemas/figures.ts'
import * as prediction from '../schemas/prediction.ts'
import * as quality from '../schemas/quality.ts'
import * as query from '../schemas/query.ts'
import * as upkeep from '../schemas/upkeep.ts'

export const readingEndpoints: Endpoints<
  | 'readOverview'
  | 'listTasks'
  | 'readSeries'
  | 'readQuality'
  | 'readFacets'
  | 'listPredictions'
  | 'readPrediction'
  | 'readTrace'
  | 'listSessions'
  | 'readSessionSummary'
  | 'listPeople'
  | 'forgetPerson'
> = {
  readOverview: {
    noun: 'Figures',
    summary: 'What is being monitored, and how much is known of it.',
    answer: figures.overviewSchema,
    problems: ['query.too_slow'],
  },
  listTasks: {
    noun: 'Figures',
    summary: 'The tasks, those of the latest predictions first.',
    answer: figures.taskListSchema,
    problems: ['query.too_slow'],
  },
  readSeries: {
    noun: 'Figures',
    summary: 'Figures by the hour or the day, taken apart by model, prompt version and more.',
    query: query.seriesQuery,
    answer: figures.seriesSchema,
    problems: ['query.too_slow'],
  },
  readQuality: {
    noun: 'Figures',
    summary: 'How good users, reviewers and judges find a task, each with its interval and how many of all answered.',
    query: query.qualityQuery,
    answer: quality.qualitySchema,
    problems: ['query.too_slow'],
  },
  readFacets: {
    noun: 'Figures',
    summary: 'What there is to filter by, the most frequent first.',
    query: query.facetsQuery,
    answer: figures.facetsSchema,
    problems: ['query.too_slow'],
  },
  listPredictions: {
    noun: 'Predictions',
    summary: 'Predictions, newest first: searched, filtered and paged.',
    query: query.predictionsQuery,
    answer: prediction.predictionPageSchema,
    problems: ['query.search', 'query.cursor', 'query.too_slow'],
  },
  readPrediction: {
    noun: 'Predictions',
    summary: 'One prediction with everything said of it and the steps around it.',
    answer: prediction.predictionWithTraceSchema,
    problems: ['prediction.not_found', 'query.too_slow'],
  },
  readTrace: {
    noun: 'Predictions',
    summary: 'Everything known of a trace.',
    answer: prediction.traceSchema,
    problems: ['trace.not_found', 'query.too_slow'],
  },
  listSessions: {
    noun: 'Sessions and people',
    summary: 'Sessions, those that began last first.',
    query: query.sessionsQuery,
    answer: conversation.sessionPageSchema,
    problems: ['query.cursor', 'query.too_slow'],
  },
  readSessionSummary: {
    noun: 'Sessions and people',
    summary: 'What the predictions of one session amount to.',
    answer: conversation.sessionSummarySchema,
    problems: ['session.not_found', 'query.too_slow'],
  },
  listPeople: {
    noun: 'Sessions and people',
    summary: 'People, those who came last first.',
    query: query.pageQuery,
    answer: conversation.personPageSchema,
    problems: ['query.cursor', 'query.too_slow'],
  },
  forgetPerson: {
    noun: 'Sessions and people',
    summary:
      'Forgets a person, with a report of what is gone and of what had already left; where it takes long, the job.',
    answer: conversation.forgetReportSchema,
    later: upkeep.forgetUnderWaySchema,
    problems: ['person.not_found', 'job.too_many'],
  },
}
