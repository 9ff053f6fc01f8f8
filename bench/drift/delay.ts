// How soon a change of a share is seen, by detectors that were first set so that all of them alarm as often where nothing
// changed: only then is the one that is sooner better.
import { note } from '../measure/measurement.ts'
import { quantile } from '../measure/statistics.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { type Detector, DETECTORS, WITH_TOLERANCE } from './detectors.ts'
import type { DriftRun } from './part.ts'

const REFERENCE_ROWS = 2_000
const NULL_ROWS = 10_000
/** Of null streams so many may have an alarm. */
const ALARMED = 0.1
const STEPS = 9
/** Alarms before the change are false; of what comes after it so many rows are looked at. */
const BEFORE_ROWS = 500
const AFTER_ROWS = 5_000
const RAMP_ROWS = 1_000

/** A share as it is before, and row by row after the change. */
export interface Course {
  name: string
  shareAt: (sinceChange: number) => number
}

/** A draw of one stream: whether each row counts. */
export type Stream = (chance: Chance, rows: number, course: Course | null) => number[]

interface Question {
  title: string
  explanation: string
  stream: Stream
  courses: readonly Course[]
  seed: number
  runs: number
}

export async function measureDelay({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const runs = isQuick ? 20 : 120
  return [
    compare({
      title: 'How soon: a rate of .2',
      explanation: `Zeros and ones.`,
      stream: coins(0.2),
      courses: [rise(0.2, 0.25), rise(0.2, 0.3), rise(0.2, 0.4), ramp(0.2, 0.3), ramp(0.2, 0.4)],
      seed,
      runs,
    }),
    compare({
      title: 'How soon: an injected change in a table',
      explanation: `No public table is at hand without a network, so one is made: eight columns of a credit table that hang together (income, debt, age and what is made of them), and a logistic rule with noise for who defaults. What is watched is the error of a model that was learned from older rows; the change is injected by another rule for a part of the rows.`,
      stream: errorsOfTable,
      courses: [injected(0.15), injected(0.3), injected(0.6), injectedRamp(0.6)],
      seed: seed + 1,
      runs,
    }),
  ]
}

export async function measureRare({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const runs = isQuick ? 20 : 120
  return [0.02, 0.005].map((share, place) =>
    compare({
      title: `How soon: a rare event, ${share}`,
      explanation: 'Zeros and ones.',
      stream: coins(share),
      courses: share === 0.02 ? [rise(share, 0.04), rise(share, 0.06)] : [rise(share, 0.01), rise(share, 0.02)],
      seed: seed + 10 + place,
      runs,
    }),
  )
}

function compare({ title, explanation, stream, courses, seed, runs }: Question): Section {
  const nulls = drawNulls(stream, createChance(seed), runs)
  const fresh = drawNulls(stream, createChance(seed + 7_777), runs)
  const changed = courses.map((course, place) =>
    drawChanged(stream, createChance(seed + 31 * (place + 1)), runs, course),
  )
  const rows = [...DETECTORS, WITH_TOLERANCE].map((detector) => {
    const setting = settle(detector, nulls)
    note(`${title}: ${detector.name} is set`)
    const usual = detector.usual === null ? '–' : showPart(alarmedShare(detector, detector.usual, fresh))
    const row = changed.map((streams) => showDelay(delaysOf(detector, setting, streams)))
    return [detector.name, usual, showPart(alarmedShare(detector, setting, fresh)), ...row]
  })
  return {
    title,
    explanation: `${explanation} Each detector first sees a reference of ${REFERENCE_ROWS} rows. It is set by bisection so that ${ALARMED * 100} of 100 streams of ${NULL_ROWS.toLocaleString('en')} further rows have an alarm where nothing changed; the share is shown of other streams, beside that with the usual setting. Then ${BEFORE_ROWS} rows as before, and the change: median rows to the alarm, those that missed it within ${AFTER_ROWS.toLocaleString('en')} rows counted as longest, and in brackets the share that missed it. ${runs} streams of each. A ramp takes ${RAMP_ROWS.toLocaleString('en')} rows.`,
    columns: ['Detector', 'Usual: alarmed', 'Set: alarmed', ...courses.map(({ name }) => name)],
    rows,
  }
}

interface Drawn {
  reference: number[]
  rows: number[]
}

function drawNulls(stream: Stream, chance: Chance, runs: number): Drawn[] {
  return Array.from({ length: runs }, () => split(stream(chance, REFERENCE_ROWS + NULL_ROWS, null)))
}

function drawChanged(stream: Stream, chance: Chance, runs: number, course: Course): Drawn[] {
  return Array.from({ length: runs }, () => split(stream(chance, REFERENCE_ROWS + BEFORE_ROWS + AFTER_ROWS, course)))
}

function split(rows: readonly number[]): Drawn {
  return { reference: rows.slice(0, REFERENCE_ROWS), rows: rows.slice(REFERENCE_ROWS) }
}

/** The most nervous setting with which no more than so many alarm. */
function settle(detector: Detector, nulls: readonly Drawn[]): number {
  let [quiet, nervous] = [detector.quiet, detector.nervous]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (quiet + nervous) / 2
    if (alarmedShare(detector, middle, nulls) > ALARMED) nervous = middle
    else quiet = middle
  }
  return quiet
}

function alarmedShare(detector: Detector, setting: number, nulls: readonly Drawn[]): number {
  return nulls.filter((one) => firstAlarm(detector, setting, one, 0) !== null).length / nulls.length
}

/** One alarm ends what is looked at, but for those before `fromRow`, after which it begins anew. */
function firstAlarm(detector: Detector, setting: number, { reference, rows }: Drawn, fromRow: number): number | null {
  let one = detector.begin(setting, reference)
  for (const [place, value] of rows.entries()) {
    if (!one.update(value)) continue
    if (place >= fromRow) return place
    one = detector.begin(setting, reference)
  }
  return null
}

function delaysOf(detector: Detector, setting: number, streams: readonly Drawn[]): number[] {
  return streams.map((stream) => {
    const place = firstAlarm(detector, setting, stream, BEFORE_ROWS)
    return place === null ? Infinity : place - BEFORE_ROWS + 1
  })
}

function showDelay(delays: readonly number[]): string {
  const sorted = delays.toSorted((left, right) => left - right)
  const missed = delays.filter((delay) => delay === Infinity).length / delays.length
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity,
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ]
  const median = low === Infinity || high === Infinity ? Infinity : quantile(sorted.filter(Number.isFinite), 0.5)
  return `${Number.isFinite(median) ? ((low + (high ?? low)) / 2).toFixed(0) : '–'} (${showPart(missed)})`
}

function showPart(share: number): string {
  return share === 0 ? '0' : share.toFixed(2).replace(/^0/, '')
}

function coins(share: number): Stream {
  return ({ uniform }, rows, course) =>
    Array.from({ length: rows }, (_, row) => {
      const since = row - REFERENCE_ROWS - BEFORE_ROWS
      const now = course === null || since < 0 ? share : course.shareAt(since)
      return uniform() < now ? 1 : 0
    })
}

function rise(from: number, to: number): Course {
  return { name: `${from} to ${to}`, shareAt: () => to }
}

function ramp(from: number, to: number): Course {
  return {
    name: `${from} to ${to}, ramp`,
    shareAt: (since) => from + (to - from) * Math.min(1, since / RAMP_ROWS),
  }
}

function injected(part: number): Course {
  return { name: `another rule for ${part * 100} %`, shareAt: () => part }
}

function injectedRamp(part: number): Course {
  return { name: `for ${part * 100} %, ramp`, shareAt: (since) => part * Math.min(1, since / RAMP_ROWS) }
}

/** Errors of a fixed model: it knows the rule, whose noise is what it gets wrong. The share is of rows with another rule. */
const errorsOfTable: Stream = (chance, rows, course) =>
  Array.from({ length: rows }, (_, row) => {
    const [income, age] = [chance.normal(), chance.normal()]
    const debt = 0.6 * income + 0.8 * chance.normal()
    const used = debt - income + 0.5 * chance.normal()
    const late = 0.7 * used + 0.7 * chance.normal()
    const score = 1.2 * used + 0.9 * late - 0.4 * age - 0.3 * income
    const since = row - REFERENCE_ROWS - BEFORE_ROWS
    const isOther = course !== null && since >= 0 && chance.uniform() < course.shareAt(since)
    const truth = isOther ? score - 1.5 * late + 0.8 * age : score
    const isDefault = chance.uniform() < 1 / (1 + Math.exp(-2 * truth))
    return isDefault === score > 0 ? 0 : 1
  })
