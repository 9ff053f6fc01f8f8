// What is answered to the questions of a review queue, by the name of the field.

import * as z from 'zod'
import { FEEDBACK_COMMENT_CHARS_MAX, RUBRIC_FIELDS_MAX, RUBRIC_OPTIONS_MAX } from '../limits.ts'
import type { Review } from '../review.ts'
import { name } from './values.ts'

type Answers = Review['answers']

export const answers: z.ZodType<Answers> = z.record(
  name,
  z.union([z.boolean(), z.number(), z.string().max(FEEDBACK_COMMENT_CHARS_MAX), z.array(name).max(RUBRIC_OPTIONS_MAX)]),
)

/** As they are sent. A record passes over `__proto__` without a word, and no queue asks anything under it. */
export const givenAnswers: z.ZodType<Answers> = z
  .preprocess((given, context) => {
    if (Object.hasOwn(Object(given) as object, '__proto__'))
      context.addIssue({ code: 'custom', path: ['__proto__'], message: 'is asked by no queue' })
    return given
  }, answers)
  .refine((given) => Object.keys(given).length <= RUBRIC_FIELDS_MAX, 'has more answers than there are fields')
