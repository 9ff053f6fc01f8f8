// One line of a file that `trimtab import` reads. A prediction is written as it is returned, unsent facts left out.

import type { Feedback, FeedbackInput } from './feedback.ts'
import type { PredictionFacts } from './prediction.ts'

/** Everything of it may be left out or null. */
type Unsent<Facts> = { [fact in keyof Facts]?: Facts[fact] | null | undefined }

/** Facts that have parts, each of which may be left out as well. */
interface PartsOfPrediction {
  model: Unsent<PredictionFacts['model']>
  prompt: Unsent<PredictionFacts['prompt']>
  error: Unsent<NonNullable<PredictionFacts['error']>>
  input: Unsent<PredictionFacts['input']>
  output: Unsent<PredictionFacts['output']>
  usage: Unsent<PredictionFacts['usage']>
  capture: Unsent<PredictionFacts['capture']>
}

export interface ImportedPrediction
  extends Unsent<Omit<PredictionFacts, keyof PartsOfPrediction | 'task' | 'startedAt'>>, Unsent<PartsOfPrediction> {
  type: 'prediction'
  task: string
  startedAt: string
  /** What was said of it, as a prediction is returned with it. */
  feedback?: Unsent<Feedback>[] | null | undefined
  /** Both follow from the rest; a prediction that was returned has them, so they may stand here. */
  opinion?: unknown
  trace?: unknown
}

export interface ImportedFeedback extends FeedbackInput {
  type: 'feedback'
}

export type ImportLine = ImportedPrediction | ImportedFeedback
