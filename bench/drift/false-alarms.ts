// Whether the promise on false alarms holds: how long alarms stay silent while all is as bad as is just fine, beside how long
// they promise to, for rows that come by themselves and for rows that hang together.
import { boundOf } from '../../packages/collector/src/drift/alarms/bounds.ts'
import { advance, freshGuard, look, type Watched } from '../../packages/collector/src/drift/alarms/guard.ts'
import { guardedShares } from '../../packages/collector/src/drift/alarms/lookouts.ts'
import { ALL_HOURS } from '../../packages/collector/src/drift/alarms/week-levels.ts'
import { DAY_MS, HOUR_MS } from '../../packages/collector/src/drift/hours.ts'
import type { Timed } from '../../packages/collector/src/drift/reading/timed.ts'
import { closeBlock, evidence, FRESH } from '../../packages/collector/src/statistics/sequential/e-detector.ts'
import { summarise } from '../measure/statistics.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { type Law, lawNamed } from './laws.ts'
import type { DriftRun } from './part.ts'
import { NOW_MS, signalOf } from './watched-task.ts'
import { HANGING_WORLDS, type ShareWorld } from './share-worlds.ts'

const PROMISES = [100, 1_000]
/** A run that is silent for so many times what is promised ends there, and counts with that. */
const CUT_OFF = 30
const ROWS_AN_HOUR = 25
const LEARNED_DAYS = 28
/** What the engine promises where one guard stands and one false alarm in thirty days is fine. */
const MONTH_HOURS = 720

export async function measureFalseAlarms({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const runs = isQuick ? 30 : 300
  return [
    atTheBound(createChance(seed + 1), runs),
    throughLookouts(createChance(seed + 2), runs / 2),
    hanging(seed, runs / 4),
  ]
}

/** Until when it was silent, of several runs. */
function silence(runs: number, longest: number, runOnce: (longest: number) => number): string[] {
  const lengths = Array.from({ length: runs }, () => runOnce(longest))
  const mean = lengths.reduce((sum, length) => sum + length, 0) / runs
  const spread = Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / (runs - 1))
  const cut = lengths.filter((length) => length >= longest).length
  const { median } = summarise(lengths)
  return [mean.toFixed(0), (spread / Math.sqrt(runs)).toFixed(0), median.toFixed(0), String(cut)]
}

const COLUMNS = ['Mean run', 'Its error', 'Median', 'Cut off']

function atTheBound(chance: Chance, runs: number): Section {
  const rows = [0.5, 0.2, 0.02].flatMap((share) =>
    PROMISES.flatMap((promise) =>
      [1, ROWS_AN_HOUR].map((size) => [
        String(share),
        size === 1 ? 'each row' : `${size} rows, looked at after each`,
        promise.toLocaleString('en'),
        ...silence(runs, promise * CUT_OFF, (longest) => blocksToAlarm(chance, { share, size, promise, longest })),
      ]),
    ),
  )
  return {
    title: 'False alarms at the bound itself',
    explanation: `The e-detector of one share whose truth is the bound, the worst that is still fine. The mean run, in blocks, must be at least what is promised (1/α). ${runs} runs of each; those silent for ${CUT_OFF} times the promise were cut off and count with that.`,
    columns: ['True share', 'A block is', 'Promised', ...COLUMNS],
    rows,
  }
}

interface BoundRun {
  share: number
  size: number
  promise: number
  longest: number
}

function blocksToAlarm(chance: Chance, { share, size, promise, longest }: BoundRun): number {
  const threshold = Math.log(promise)
  let closed = FRESH
  for (let block = 1; block <= longest; block += 1) {
    let k = 0
    for (let n = 1; n <= size; n += 1) {
      if (chance.uniform() < share) k += 1
      const open = closeBlock(closed, { n, k, bound: share, dependence: 1 })
      if (evidence(open) >= threshold) return block
      if (n === size) closed = open
    }
  }
  return longest
}

/** Numbers through shares beyond a few of their quantiles, categories through the share of each. */
function throughLookouts(chance: Chance, runs: number): Section {
  const names = ['normal', 'heavy tails (t3)', 'whole numbers (Poisson 4)', '10 categories', 'rate .02']
  const rows = names.flatMap((name) =>
    PROMISES.map((promise) => [
      name,
      promise.toLocaleString('en'),
      ...silence(runs, promise * CUT_OFF, (longest) => hoursThroughLookouts(chance, lawNamed(name), promise, longest)),
    ]),
  )
  note('false alarms: numbers and categories are done')
  return {
    title: 'False alarms of signals',
    explanation: `As the engine guards them, by hours of ${ROWS_AN_HOUR} rows: numbers by the shares beyond three quantiles, both ways, categories by the share of each, all of one signal as one alarm. Each share is at its bound. In hours; ${runs} runs of each.`,
    columns: ['Signal', 'Promised', ...COLUMNS],
    rows,
  }
}

function hoursThroughLookouts(chance: Chance, law: Law, promise: number, longest: number): number {
  const laidOut = law.layOut(chance)
  const signal = signalOf(1, law, laidOut)
  const shares = laidOut.cells.map(({ share }) => share)
  const bins = laidOut.cells.map(({ bin }) => (bin === 'missing' ? 0 : bin))
  const exact = timedOf(0, new Map(bins.map((bin, place) => [bin, (shares[place] ?? 0) * 1e9])))
  const watched = guardedShares(signal, 'values', [exact])
    .filter(({ trial }) => trial === null)
    .map((share): Watched => {
      const { n, k } = share.telling(exact)
      return { share, bound: { dependence: 1, rowsOfHour: 100, level: ALL_HOURS, highest: Float64Array.of(k / n) } }
    })
  return untilAlarm(watched, Math.log(promise), longest, (hour) => {
    const counts = new Map<number, number>()
    for (const [place, count] of chance.multinomial(ROWS_AN_HOUR, shares).entries())
      if (count > 0) counts.set(bins[place] ?? 0, (counts.get(bins[place] ?? 0) ?? 0) + count)
    return timedOf(hour, counts)
  })
}

/** Each hour is closed when it is over. */
function untilAlarm(
  watched: readonly Watched[],
  threshold: number,
  longest: number,
  hourOf: (hour: number) => Timed,
): number {
  let guard = freshGuard({ signal: 1, aspect: 'values', baseline: '' }, NOW_MS)
  for (let hour = 0; hour < longest; hour += 1) {
    const timed = hourOf(hour)
    if (look(guard, watched, [timed]).evidence >= threshold) return hour + 1
    guard = advance(guard, watched, [timed], timed.startMs + HOUR_MS)
  }
  return longest
}

function timedOf(hour: number, bins: ReadonlyMap<number, number>): Timed {
  const seen = [...bins.values()].reduce((sum, count) => sum + count, 0)
  const startMs = NOW_MS + hour * HOUR_MS
  return { startMs, lengthMs: HOUR_MS, rows: seen, seen, missing: 0, odd: 0, bins, sums: [] }
}

function hanging(seed: number, runs: number): Section {
  const rows = HANGING_WORLDS.flatMap((world, place) => {
    const chance = createChance(seed + 100 + place)
    return [true, false].map((isMeasured) => {
      const dependences: number[] = []
      const said = silence(runs, MONTH_HOURS * 12, (longest) => {
        const { hours, dependence } = hoursOfWorld(chance.split(), world, isMeasured, longest)
        dependences.push(dependence)
        return hours
      })
      const { median } = summarise(dependences)
      return [
        world.name,
        isMeasured ? `as measured (${median.toFixed(1)})` : 'taken for 1',
        String(MONTH_HOURS),
        ...said,
      ]
    })
  })
  note('false alarms: rows that hang together are done')
  return {
    title: 'False alarms where rows hang together',
    explanation: `A rate of .2 whose rows come in groups that are alike, ${ROWS_AN_HOUR} an hour. Bounds and dependence are learned by the engine from ${LEARNED_DAYS} days of the same, with nothing added for tolerance, and both sides are guarded; then the same goes on without change. In hours, at most a year; ${runs} runs of each. Where dependence is taken for 1 the promise is not made: it shows what measuring it is for.`,
    columns: ['World', 'Dependence', 'Promised', ...COLUMNS],
    rows,
  }
}

function hoursOfWorld(
  chance: Chance,
  world: ShareWorld,
  isMeasured: boolean,
  longest: number,
): { hours: number; dependence: number } {
  const draw = world.begin(chance)
  const hourOf = (hour: number): Timed => {
    const k = draw(hour, ROWS_AN_HOUR)
    return timedOf(
      hour,
      new Map([
        [1, k],
        [2, ROWS_AN_HOUR - k],
      ]),
    )
  }
  const learnedHours = (LEARNED_DAYS * DAY_MS) / HOUR_MS
  const learned = Array.from({ length: learnedHours }, (_, hour) => hourOf(hour - learnedHours))
  const shares = guardedShares({ kind: 'category', categories: ['true', 'false'] }, 'values', learned)
  const watched = shares.map((share): Watched => {
    const bound = boundOf(share, { hours: learned, hanging: [], isMatched: true }, 0)
    return { share, bound: isMeasured ? bound : { ...bound, dependence: 1 } }
  })
  const dependence = watched[0]?.bound.dependence ?? 1
  return { hours: untilAlarm(watched, Math.log(MONTH_HOURS), longest, hourOf), dependence }
}
