// What is seen of an answer that is no text: labels, scores, probabilities, numbers, embeddings.

import type { Prediction } from '@trimtab/contract'
import { categoryOf } from './category.ts'
import { isVector } from './features.ts'
import type { Observation, Observed } from './observed.ts'

/** Labels whose probabilities are looked at. */
const LABELS_MAX = 1_000

/** A classification without a label lacks it, and so does a regression without a number; others only have what they have. */
export function observeOutputValue(prediction: Prediction): Observed[] {
  const { kind, output, capture } = prediction
  const probabilities = probabilitiesOf(prediction)
  const value = numberOf(prediction)
  const items = kind === 'ranking' && Array.isArray(output.value) ? output.value.length : null
  const isExpected = (of: Prediction['kind']): boolean => kind === of && capture.content
  return [
    ...(kind === 'regression'
      ? []
      : see('label', output.label === null ? null : categoryOf(output.label), isExpected('classification'))),
    ...see('score', output.score, isExpected('classification')),
    ...see('confidence', confidenceOf(prediction, probabilities), false),
    ...see('entropy', entropyOf(probabilities), false),
    ...see('value', value, isExpected('regression')),
    ...see('output.items', items, false),
    ...see('output.embedding', isVector(output.value) && kind === 'embedding' ? output.value : null, false),
  ]
}

function see(name: string, value: Observation, isExpected: boolean): Observed[] {
  return value === null && !isExpected ? [] : [{ name, group: 'output', value }]
}

/** Those that are any. */
function probabilitiesOf({ output }: Prediction): number[] {
  const probabilities: number[] = []
  for (const label in output.probabilities) {
    const probability = output.probabilities[label]
    if (probability !== undefined && probability >= 0 && probability <= 1) probabilities.push(probability)
    if (probabilities.length >= LABELS_MAX) break
  }
  return probabilities
}

/** How sure the model is of what it says: of the likeliest label, or of the likelier of two. */
function confidenceOf({ kind, output: { score } }: Prediction, probabilities: readonly number[]): number | null {
  if (probabilities.length > 0) return Math.max(...probabilities)
  if (kind !== 'classification' || score === null || !(score >= 0 && score <= 1)) return null
  return Math.max(score, 1 - score)
}

/** How undecided it is, in bits: 0 where all goes to one label, 1 where two are as likely (Shannon 1948). */
function entropyOf(probabilities: readonly number[]): number | null {
  if (probabilities.length === 0) return null
  const bits = probabilities.reduce((sum, share) => sum - (share === 0 ? 0 : share * Math.log2(share)), 0)
  return Math.max(0, bits)
}

/** The number that a regression said, as a value or as a label. */
export function numberOf({ kind, output }: Pick<Prediction, 'kind' | 'output'>): number | null {
  if (kind !== 'regression') return null
  if (typeof output.value === 'number') return output.value
  return typeof output.label === 'number' ? output.label : null
}
