// Every calculation there is a golden value for, by method and source.

import type { Calculations, Methods } from '../golden-case.ts'
import { binned } from './binned.ts'
import { categorical } from './categorical.ts'
import { defaultChoice } from './default-choice.ts'
import { divergences } from './divergences.ts'
import { embeddings } from './embeddings.ts'
import { multipleTesting } from './multiple-testing.ts'
import { predictionPowered } from './prediction-powered.ts'
import { proportions } from './proportions.ts'
import { scores } from './scores.ts'
import { sequential } from './sequential.ts'
import { twoSamples } from './two-samples.ts'

export const REGISTRIES: readonly Methods[] = [
  twoSamples,
  categorical,
  proportions,
  divergences,
  multipleTesting,
  sequential,
  predictionPowered,
  binned,
  scores,
  embeddings,
  defaultChoice,
]

/** One method may have sources in several registries. */
export const allMethods: Methods = joined(REGISTRIES)

function joined(registries: readonly Methods[]): Methods {
  const methods: { [method: string]: Calculations } = {}
  for (const registry of registries) {
    for (const [method, sources] of Object.entries(registry)) methods[method] = { ...methods[method], ...sources }
  }
  return methods
}
