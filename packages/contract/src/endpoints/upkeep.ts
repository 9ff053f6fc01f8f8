// The collector itself: its jobs, its news, who changed what and how large it is.

import * as z from 'zod'
import type { Endpoints } from '../endpoint.ts'
import * as query from '../schemas/query.ts'
import * as upkeep from '../schemas/upkeep.ts'

const events = z.string()

export const upkeepEndpoints: Endpoints<
  'listJobs' | 'readJob' | 'followJob' | 'followEvents' | 'listChanges' | 'readStorage'
> = {
  listJobs: {
    noun: 'The collector',
    summary: 'What takes long, the newest first.',
    answer: upkeep.jobListSchema,
  },
  readJob: {
    noun: 'The collector',
    summary: 'How far a job is, or how it ended.',
    answer: upkeep.jobSchema,
    problems: ['job.not_found'],
  },
  followJob: {
    noun: 'The collector',
    summary: 'The progress of a job as server-sent events, until it ends.',
    answer: events,
    mediaType: 'text/event-stream',
    problems: ['job.not_found'],
  },
  followEvents: {
    noun: 'The collector',
    summary: 'That something is new, as server-sent events.',
    answer: events,
    mediaType: 'text/event-stream',
  },
  listChanges: {
    noun: 'The collector',
    summary: 'Who changed what, the newest first.',
    query: query.pageQuery,
    answer: upkeep.auditPageSchema,
    problems: ['query.cursor'],
  },
  readStorage: {
    noun: 'The collector',
    summary: 'How large the store is, and what it puts off.',
    answer: upkeep.storageReportSchema,
  },
}
