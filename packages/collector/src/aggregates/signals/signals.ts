// All that is counted of predictions.

import { opinions } from './opinions.ts'
import { outcomes } from './outcomes.ts'
import { ratings } from './ratings.ts'
import type { Signal } from './signal.ts'
import { timings } from './timings.ts'
import { usage } from './usage.ts'

/** Those that are read as figures. */
export const FIGURE_SIGNALS = [outcomes, timings, usage, opinions] as const

export const SIGNALS: readonly Signal[] = [...FIGURE_SIGNALS, ratings]
