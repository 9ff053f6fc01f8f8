// Fine-tune, prompt, or measure first: a verdict and the evidence that carries it.

export const ADVICE_VERDICTS = ['fine_tune', 'prompt', 'measure_first'] as const
export type AdviceVerdict = (typeof ADVICE_VERDICTS)[number]

export interface Evidence {
  /** The rule that was applied, by name. */
  rule: string
  /** What was found, in one sentence with its figures. */
  finding: string
  n: number
  speaksFor: AdviceVerdict
}

/** `GET /api/advice?task`. */
export interface Advice {
  task: string
  verdict: AdviceVerdict
  evidence: Evidence[]
  /** What would turn the verdict. */
  wouldChange: string[]
}

export interface HyperparameterChoice {
  name: string
  value: string | number | boolean
  /** The statistic and the rule that set it. */
  reason: string
}

/** `GET /api/recipe?dataset&target`. */
export interface TrainingRecipe {
  dataset: string
  target: string
  method: string
  modelClass: string
  /** The simple model it must beat. */
  baseline: string
  hyperparameters: HyperparameterChoice[]
}

export const EVALUATION_VERDICTS = ['better', 'worse', 'no_difference', 'undecided'] as const
export type EvaluationVerdict = (typeof EVALUATION_VERDICTS)[number]

/** `GET /api/evaluations`: a candidate on unseen data. */
export interface Evaluation {
  id: string
  dataset: string
  candidate: string
  baseline: string
  verdict: EvaluationVerdict
  /** Candidate minus baseline, with its 95 % interval. */
  difference: { estimate: number; low: number; high: number }
  n: number
}
