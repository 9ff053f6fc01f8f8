// A task with nothing in it but what the contract demands, for tests to fill in.
import type { Figures, Task } from '@trimtab/contract'

const NO_FIGURES: Figures = {
  predictions: 0,
  errors: 0,
  cancelled: 0,
  durationMs: null,
  firstTokenMs: null,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
  costUsd: 0,
  estimatedUsd: 0,
  unpriced: 0,
  thumbsUp: 0,
  thumbsDown: 0,
  rated: 0,
  corrected: 0,
  score: null,
}

export function exampleTask(facts: Partial<Task> = {}): Task {
  return {
    task: 'support.reply',
    kind: 'generation',
    predictions: 0,
    errors: 0,
    thumbsUp: 0,
    thumbsDown: 0,
    corrected: 0,
    firstAt: '2026-11-21T10:00:00.000Z',
    lastAt: '2026-11-21T10:00:00.000Z',
    day: NO_FIGURES,
    dayBefore: NO_FIGURES,
    ...facts,
  }
}
