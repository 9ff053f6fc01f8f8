// What is answered of the collector itself: its store, its jobs, who changed what, and why something is refused.

import * as z from 'zod'
import { AUDIT_ACTIONS, type AuditPage } from '../audit.ts'
import { JOB_KINDS, JOB_STATES, type Job, type JobList } from '../job.ts'
import type { ForgetUnderWay } from '../person.ts'
import { PROBLEM_CODES, type Problem, type ProblemCode } from '../problem.ts'
import type { StorageReport } from '../storage.ts'
import { jsonObject, time, whole } from './values.ts'

export const storageReportSchema: z.ZodType<StorageReport> = z.object({
  engine: z.string(),
  bytes: whole,
  freeBytes: whole,
  logBytes: whole,
  parts: z.array(z.object({ name: z.string(), bytes: whole, rows: whole.nullable() })),
  predictions: whole,
  oldestAt: time.nullable(),
  unfolded: whole,
  unsearchable: whole,
  unpacked: whole,
  unswept: whole,
  waiting: whole,
})

export const jobSchema: z.ZodType<Job> = z.object({
  id: z.string(),
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  done: whole,
  total: whole.nullable(),
  error: z.string().nullable(),
  result: jsonObject.nullable(),
  createdAt: time,
  startedAt: time.nullable(),
  endedAt: time.nullable(),
})

export const jobListSchema: z.ZodType<JobList> = z.object({ jobs: z.array(jobSchema) })

export const forgetUnderWaySchema: z.ZodType<ForgetUnderWay> = z.object({ job: jobSchema })

export const auditPageSchema: z.ZodType<AuditPage> = z.object({
  entries: z.array(
    z.object({
      sequence: whole,
      at: time,
      actor: z.string(),
      action: z.enum(AUDIT_ACTIONS),
      target: z.string().nullable(),
      detail: jsonObject,
    }),
  ),
  nextCursor: z.string().nullable(),
})

export const problemSchema: z.ZodType<Problem> = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(PROBLEM_CODES) as [ProblemCode, ...ProblemCode[]]),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })).optional(),
})
