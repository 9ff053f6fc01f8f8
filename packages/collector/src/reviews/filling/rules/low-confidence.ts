// The model was not sure: its highest probability is low, or where it only gave a score between 0 and 1, that is near
// the middle. Of predictions that say neither nothing is known.

import type { Prediction } from '@trimtab/contract'
import type { FitRule } from './rule.ts'

export const fitLowConfidence: FitRule<'low_confidence'> = (prediction, { below }) => {
  const confidence = confidenceOf(prediction)
  return confidence !== null && confidence < below ? { detail: confidence.toFixed(3) } : null
}

function confidenceOf({ output: { probabilities, score }, kind }: Prediction): number | null {
  const known = Object.values(probabilities ?? {})
  if (known.length > 0) return Math.max(...known)
  // The score of a regression or of a judge is no probability.
  const isProbability = kind === 'classification' && score !== null && score >= 0 && score <= 1
  return isProbability ? Math.abs(score - 0.5) * 2 : null
}
