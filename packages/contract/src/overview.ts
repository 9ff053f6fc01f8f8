// The first screen's figures: what is being monitored, and how much is known of it.

import type { Figures } from './figures.ts'
import type { PredictionKind } from './prediction.ts'

/** One monitored task, as `GET /api/tasks` lists it. */
export interface Task {
  task: string
  kind: PredictionKind
  /** Over everything that ever came and was not forgotten, what retention removed included. */
  predictions: number
  errors: number
  /** Predictions whose current opinion is a thumb up, and down. */
  thumbsUp: number
  thumbsDown: number
  corrected: number
  firstAt: string
  lastAt: string
  /** The last 24 hours, from a whole hour on, and the 24 before them. */
  day: Figures
  dayBefore: Figures
}

/** `GET /api/tasks`: those of the latest predictions first. */
export interface TaskList {
  tasks: Task[]
  /** False while the newest rows are not in yet, or opinions of before an update are still to be made anew. */
  isWhole: boolean
}

/** `GET /api/overview`. */
export interface Overview {
  predictions: number
  /** Predictions whose current opinion has a thumb or a score. */
  rated: number
  corrected: number
  /** Feedback whose prediction has not arrived. WAITING_COUNTED_MAX is so many or more. */
  waiting: number
  /** Latest first; capped. */
  tasks: Task[]
  /** False while the newest rows are not in yet, or opinions of before an update are still to be made anew. */
  isWhole: boolean
}
