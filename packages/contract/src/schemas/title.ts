// A name that people give and read.

import * as z from 'zod'
import { NAME_CHARS_MAX } from '../limits.ts'

/** What is printed to terminals and pages, where a control character could say anything. */
export const title: z.ZodType<string> = z
  .string()
  .trim()
  // Letters that look the same are the same: two spellings would be two names that nobody can tell apart.
  .normalize('NFC')
  .min(1)
  .max(NAME_CHARS_MAX)
  .refine((text) => text.isWellFormed(), 'is not well-formed text')
  .refine((text) => !/\p{Cc}/u.test(text), 'must be one line')
