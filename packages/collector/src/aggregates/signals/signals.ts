// All that is counted of predictions.

import { opinions } from './opinions.ts'
import { outcomes } from './outcomes.ts'
import { timings } from './timings.ts'
import { usage } from './usage.ts'

export const SIGNALS = [outcomes, timings, usage, opinions] as const
