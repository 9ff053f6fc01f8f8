// The first screen's figures: what is being monitored, and how much is known of it.

import type { PredictionKind } from './prediction.ts'

/** One monitored task, as `GET /api/tasks` lists it. */
export interface Task {
  task: string
  kind: PredictionKind
  /** Over everything stored. */
  predictions: number
  errors: number
  /** Predictions whose current opinion is a thumb up, and down. */
  thumbsUp: number
  thumbsDown: number
  corrected: number
  firstAt: string
  lastAt: string
}

/** `GET /api/overview`. */
export interface Overview {
  predictions: number
  /** Predictions whose current opinion has a thumb or a score. */
  rated: number
  corrected: number
  /** Feedback whose prediction has not arrived. */
  waiting: number
  tasks: Task[]
}
