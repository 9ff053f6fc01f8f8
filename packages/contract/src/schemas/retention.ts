// How long what is kept, as it is sent and answered: each rule by itself, and that no two speak of one task.

import * as z from 'zod'
import { RETENTION_DAYS_MAX, RETENTION_RULES_MAX } from '../limits.ts'
import type { Retention, RetentionRule } from '../retention.ts'
import { above0, name } from './values.ts'

const days = z.int().min(1).max(RETENTION_DAYS_MAX).nullable()

const retentionRule: z.ZodType<RetentionRule> = z
  .strictObject({ task: name.nullable(), days, contentDays: days, predictionsMax: above0 })
  .refine(({ days: kept, contentDays }) => kept === null || contentDays === null || contentDays <= kept, {
    path: ['contentDays'],
    message: 'must not be more than `days`: content goes with its prediction',
  })

const rules = z
  .array(retentionRule)
  .max(RETENTION_RULES_MAX)
  .superRefine((all, context) => {
    const told = new Set<string | null>()
    for (const [index, { task }] of all.entries()) {
      if (told.has(task)) {
        const message = task === null ? 'is the second rule for all other tasks' : 'is the second rule for this task'
        context.addIssue({ code: 'custom', path: [index, 'task'], message })
      }
      told.add(task)
    }
  })

export const retentionSchema: z.ZodType<Retention> = z.strictObject({ rules, bytesMax: above0 })
