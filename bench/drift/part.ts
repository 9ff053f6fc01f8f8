// What a part of `npm run bench -- drift` is: something that measures one thing and says it in tables.
import type { Section } from '../measure/report.ts'

export interface DriftRun {
  seed: number
  /** Fewer rounds, to see that it works: no figures to rely on. */
  isQuick: boolean
}

export type DriftPart = (run: DriftRun) => Promise<Section[]>
