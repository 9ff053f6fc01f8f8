// Whether drift can be believed: how often nothing that changed is called drift, how soon a change is found, whether the one
// number that people set about false alarms holds, and what all of it costs.
import { measureCounting } from './drift/counting-cost.ts'
import { measureReport } from './drift/report-speed.ts'
import { measureSeasonal } from './drift/seasonal.ts'
import { measureDelay, measureRare } from './drift/delay.ts'
import { measureFalseAlarms } from './drift/false-alarms.ts'
import { type Measurement, note } from './measure/measurement.ts'
import { type Section, writeReport } from './measure/report.ts'
import { measureGolden } from './drift/golden.ts'
import { measureNull } from './drift/null-windows.ts'
import { measureMonth } from './drift/watched-month.ts'
import type { DriftPart } from './drift/part.ts'
import { measurePower } from './drift/power.ts'

function both(...parts: DriftPart[]): DriftPart {
  return async (run) => {
    const sections: Section[] = []
    for (const part of parts) sections.push(...(await part(run)))
    return sections
  }
}

const PARTS: { readonly [name: string]: DriftPart } = {
  golden: measureGolden,
  null: measureNull,
  power: measurePower,
  arl: both(measureFalseAlarms, measureMonth),
  delay: measureDelay,
  rare: measureRare,
  report: measureReport,
  'roll-up': measureCounting,
  seasonal: measureSeasonal,
}

export const measureDrift: Measurement = async ({ seed = Date.now() % 1_000_000, only, isQuick }) => {
  const unknown = only?.filter((name) => PARTS[name] === undefined) ?? []
  if (unknown.length > 0)
    throw new Error(`say which of ${Object.keys(PARTS).join(', ')}, and not ${unknown.join(', ')}`)
  note(`the seed is ${seed}`)
  const sections: Section[] = []
  for (const [name, measure] of Object.entries(PARTS)) {
    if (only !== undefined && !only.includes(name)) continue
    const startMs = performance.now()
    sections.push(...(await measure({ seed, isQuick })))
    note(`${name} took ${((performance.now() - startMs) / 1000).toFixed(0)} s`)
  }
  writeReport({
    name: 'drift',
    title: 'Whether drift can be believed',
    versions: '@trimtab/collector 0.1.0, better-sqlite3 13.2.0',
    introduction: `Simulations from the seed ${seed}, which give the same again, and times, which do not: the machine was shared with other work. Ratios are of one run.${isQuick ? ' This was a quick run: too few rounds for its figures to say anything.' : ''}`,
    sections,
  })
}
