// The rivals under the names of the golden streams, so that they can be held to where their originals alarm.
import type { Calculate, Methods } from '../../../packages/collector/src/golden/golden-case.ts'
import { numbersOf } from '../../../packages/collector/src/golden/inputs.ts'
import { createAdwin } from './adwin.ts'
import { createCusum } from './cusum.ts'
import { createDdm } from './ddm.ts'
import { createHddmA, createHddmW } from './hddm.ts'
import { createPageHinkley } from './page-hinkley.ts'
import type { Rival } from './rival.ts'

export const rivalMethods: Methods = {
  stream_detectors: {
    'river:ADWIN(current: every bucket boundary is a cut; delta .002, clock 32, max_buckets 5, min_window_length 5, grace_period 10; reset after alarm)':
      alarmsOf(() => createAdwin({ delta: 0.002 })),
    'river:ADWIN(current, delta .05, clock 1)': alarmsOf(() => createAdwin({ delta: 0.05, clock: 1 })),
    'river:PageHinkley(min_instances 30, delta .005, threshold 50, alpha .9999, both)': alarmsOf(() =>
      createPageHinkley({ threshold: 50 }),
    ),
    'river:PageHinkley(threshold 10, delta .01, up)': alarmsOf(() =>
      createPageHinkley({ threshold: 10, delta: 0.01, isBothSides: false }),
    ),
    'river:CUSUM(min_instances 30, slack .5, threshold 5, both)': alarmsOf(() => createCusum({ threshold: 5 })),
    'river:DDM(warm_start 30, 2, 3)': alarmsOf(() => createDdm({ deviations: 3 })),
    'frouros:HDDMA(defaults; reset() after each alarm)': alarmsOf(() => createHddmA({ alpha: 0.001 })),
    'frouros:HDDMW(defaults; reset() after each alarm)': alarmsOf(() => createHddmW({ alpha: 0.001 })),
  },
}

function alarmsOf(create: () => Rival): Calculate {
  return ({ inputs }) => {
    const rival = create()
    return { alarms: numbersOf(inputs, 'data').flatMap((value, place) => (rival.update(value) ? [place] : [])) }
  }
}
