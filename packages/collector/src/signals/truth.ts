// What a model said against what turned out to be true, or against what people put in its place.

import type { Prediction } from '@trimtab/contract'
import { opinionOfPeople } from './people.ts'
import { numberOf } from './output-value.ts'

type Told = Pick<Prediction, 'kind' | 'output' | 'feedback' | 'opinion'>

/** Of a prediction with a label whose true one is known. What a judge says is no truth. */
export function isRight(told: Told): boolean | null {
  const { kind, output } = told
  const [label, truth] = [output.label, trueLabel(told)]
  if (kind === 'regression' || label === null || truth === null) return null
  // Labels come as texts from tables where the model says numbers, and the other way around.
  return typeof label === typeof truth ? label === truth : String(label) === String(truth)
}

/** How far a number is from the true one, whichever side it lies on. */
export function absoluteError(told: Told): number | null {
  const [value, truth] = [numberOf(told), trueLabel(told)]
  if (value === null || truth === null) return null
  const number = typeof truth === 'number' ? truth : truth.trim() === '' ? Number.NaN : Number(truth)
  const error = Math.abs(value - number)
  return Number.isFinite(error) ? error : null
}

/** A correction of what is no text is a label too. */
function trueLabel(told: Told): string | number | null {
  const { label, correction } = opinionOfPeople(told)
  if (label !== null || told.output.text !== null) return label
  return typeof correction === 'string' || typeof correction === 'number' ? correction : null
}
