// Why the tables are as they are: small measurements of what was chosen between, each of which can be had again.
import type { Part } from './context.ts'
import { createDraw } from './draw.ts'
import { measureAutoVacuum } from './experiments/auto-vacuum.ts'
import { measureCompression } from './experiments/compression.ts'
import { measureContentOnce } from './experiments/content-once.ts'
import type { Experiment } from './experiments/experiment.ts'
import { measureKeyLocality } from './experiments/key-locality.ts'
import { measurePageSize } from './experiments/page-size.ts'
import { measureSearchIndex } from './experiments/search-index.ts'
import { note } from '../measure/measurement.ts'

/** Where an index is written shows only once it is larger than a cache. */
const EXPERIMENTS: readonly { measure: Experiment; rowsMax: number }[] = [
  { measure: measureContentOnce, rowsMax: 30_000 },
  { measure: measureKeyLocality, rowsMax: 300_000 },
  { measure: measurePageSize, rowsMax: 20_000 },
  { measure: measureCompression, rowsMax: 20_000 },
  { measure: measureSearchIndex, rowsMax: 20_000 },
  { measure: measureAutoVacuum, rowsMax: 20_000 },
]

export const measureExperiments: Part = async ({ rows, seed, language }) =>
  EXPERIMENTS.map(({ measure, rowsMax }) => {
    const section = measure({ draw: createDraw(seed), language, rows: Math.min(rows, rowsMax) })
    note(`experiment: ${section.title}`)
    return { ...section, title: `Why so: ${section.title.charAt(0).toLowerCase()}${section.title.slice(1)}` }
  })
