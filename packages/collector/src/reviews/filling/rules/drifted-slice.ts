// Predictions of one slice, such as a new version of a prompt, of which something else said that it drifted.

import { type Prediction, type Slice, SLICES } from '@trimtab/contract'
import type { FitRule } from './rule.ts'

const VALUE: { readonly [slice in Slice]: (prediction: Prediction) => string | null } = {
  kind: ({ kind }) => kind,
  service: ({ service }) => service,
  environment: ({ environment }) => environment,
  release: ({ release }) => release,
  provider: ({ provider }) => provider,
  model: ({ model }) => model.responded ?? model.requested,
  prompt: ({ prompt }) => prompt.name,
  promptVersion: ({ prompt }) => prompt.version,
  variant: ({ variant }) => variant,
}

/** Of each slice that is named one of its values, as everywhere. */
export const fitDriftedSlice: FitRule<'drifted_slice'> = (prediction, { only }) => {
  const found: string[] = []
  for (const slice of SLICES) {
    const wanted = only[slice]
    if (wanted === undefined) continue
    const value = VALUE[slice](prediction)
    if (value === null || !wanted.includes(value)) return null
    found.push(`${slice} ${value}`)
  }
  return { detail: found.join(', ') }
}
