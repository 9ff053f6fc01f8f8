// Who is compared in how soon a change of a share is seen: the rivals, and our e-detector, each with one knob that makes it
// more or less easily alarmed.
import { clopperPearsonUpper } from '../../packages/collector/src/statistics/proportions/clopper-pearson.ts'
import { closeBlock, evidence, FRESH } from '../../packages/collector/src/statistics/sequential/e-detector.ts'
import { createAdwin } from './rivals/adwin.ts'
import { createCusum } from './rivals/cusum.ts'
import { createDdm } from './rivals/ddm.ts'
import { createHddmA, createHddmW } from './rivals/hddm.ts'
import { createPageHinkley } from './rivals/page-hinkley.ts'
import type { Rival } from './rivals/rival.ts'

export interface Detector {
  name: string
  /** From −, which hardly ever alarms, to +: what it is set to, on a scale of logs. */
  quiet: number
  nervous: number
  /** Null where it is not what it is set to that people know. */
  usual: number | null
  /** Having seen the reference, in order. */
  begin: (setting: number, reference: readonly number[]) => Rival
}

/** So sure is it that the share of the reference is below its bound. */
const CONFIDENCE = 0.995

function rival(
  name: string,
  { quiet, nervous, usual }: Pick<Detector, 'quiet' | 'nervous' | 'usual'>,
  create: (setting: number, reference: readonly number[]) => Rival,
): Detector {
  return {
    name,
    quiet,
    nervous,
    usual,
    begin: (setting, reference) => {
      const one = create(setting, reference)
      for (const value of reference) one.update(value)
      return one
    },
  }
}

/**
 * A block is so many rows, looked at after each. `fine` is what the share may rise by above the reference before anyone need
 * know, which none of the others knows.
 */
function ours(name: string, size: number, fine: number): Detector {
  return {
    name,
    quiet: Math.log(1e12),
    nervous: 0,
    usual: null,
    begin: (setting, reference) => {
      const k = reference.reduce((sum, value) => sum + value, 0)
      const bound = Math.min(0.999, clopperPearsonUpper(k, reference.length, CONFIDENCE) + fine)
      let closed = FRESH
      let open = { n: 0, k: 0 }
      return {
        update: (value) => {
          open = { n: open.n + 1, k: open.k + value }
          const now = closeBlock(closed, { ...open, bound, dependence: 1 })
          if (open.n === size) {
            closed = now
            open = { n: 0, k: 0 }
          }
          return evidence(now) >= setting
        },
      }
    },
  }
}

export const DETECTORS: readonly Detector[] = [
  ours('e-detector, row by row', 1, 0),
  ours('e-detector, hours of 25 rows', 25, 0),
  ours('e-detector, hours of 100 rows', 100, 0),
  rival('ADWIN', { quiet: Math.log(1e-12), nervous: Math.log(0.999), usual: Math.log(0.002) }, (setting) =>
    createAdwin({ delta: Math.exp(setting) }),
  ),
  rival('Page-Hinkley', { quiet: Math.log(1_000), nervous: Math.log(0.5), usual: Math.log(50) }, (setting) =>
    createPageHinkley({ threshold: Math.exp(setting), isBothSides: false }),
  ),
  rival('DDM', { quiet: Math.log(100), nervous: Math.log(0.1), usual: Math.log(3) }, (setting) =>
    createDdm({ deviations: Math.exp(setting) }),
  ),
  rival('HDDM_A', { quiet: Math.log(1e-12), nervous: Math.log(0.99), usual: Math.log(0.001) }, (setting) =>
    createHddmA({ alpha: Math.exp(setting) }),
  ),
  rival('HDDM_W', { quiet: Math.log(1e-12), nervous: Math.log(0.99), usual: Math.log(0.001) }, (setting) =>
    createHddmW({ alpha: Math.exp(setting) }),
  ),
  // Its reference is all that the others know, and not the first thirty rows.
  rival('CUSUM', { quiet: Math.log(10_000), nervous: Math.log(0.5), usual: Math.log(5) }, (setting, { length }) =>
    createCusum({ threshold: Math.exp(setting), rowsMin: length }),
  ),
]

/** With what is fine of a rate by default. */
export const WITH_TOLERANCE: Detector = ours('e-detector, row by row, 2 points are fine', 1, 0.02)
