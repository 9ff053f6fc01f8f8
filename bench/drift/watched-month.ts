// The one promise that people are made: at most one false alarm in so many days over everything. A task of nine signals lives
// through two months hour by hour in worlds in which nothing changes, watched as the engine watches it; at the end something
// does, which shows that silence is not all it can.
import type { Bins } from '../../packages/collector/src/drift/alarms/fixtures/streams.ts'
import {
  openGuardedStore,
  signalOf,
  type GuardedStore,
} from '../../packages/collector/src/drift/alarms/fixtures/guarded-store.ts'
import { createAlarmWatch } from '../../packages/collector/src/drift/alarms/watch-alarms.ts'
import { HOUR_MS, hourOfWeek } from '../../packages/collector/src/drift/hours.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { type LaidOut, type Law, lawNamed } from './laws.ts'
import type { DriftRun } from './part.ts'
import { NOW_MS } from './watched-task.ts'

const PROMISED_DAYS = 30
const KNOWN_DAYS = 28
const WATCHED_DAYS = 30
const CHANGED_DAYS = 7
const ROWS_AN_HOUR = 40
const NAMES = [
  'normal',
  'lognormal',
  'heavy tails (t3)',
  'whole numbers (Poisson 4)',
  '3 categories',
  '10 categories',
  'rate .5',
  'rate .02',
  'missing .05',
]
/** Of the last days: half a spread, a tenth of all rows. */
const CHANGES: { readonly [law: string]: number } = { normal: 0.5, '10 categories': 0.1, 'rate .5': 0.1 }

interface World {
  name: string
  /** How many rows come in an hour of so many. */
  rows: (hour: number) => number
  /** By how much an hour, its day included, is moved, in parts of what the law moves by. */
  begin: (chance: Chance) => (hour: number) => number
  areSessions: boolean
}

const flat = (): number => ROWS_AN_HOUR
const still = (): (() => number) => () => 0

const WORLDS: readonly World[] = [
  { name: 'each row by itself', rows: flat, begin: still, areSessions: false },
  { name: 'sessions of about 8 rows that are alike', rows: flat, begin: still, areSessions: true },
  { name: 'days that differ', rows: flat, begin: daysThatDiffer, areSessions: false },
  {
    name: 'a strong rhythm by the hour of the week',
    rows: (hour) => Math.round(ROWS_AN_HOUR * (1 + 0.9 * rhythm(hour))),
    begin: () => rhythm,
    areSessions: false,
  },
]

function daysThatDiffer(chance: Chance): (hour: number) => number {
  const days = new Map<number, number>()
  return (hour) => {
    const day = Math.floor(hour / 24)
    const state = days.get(day) ?? Math.max(-1, Math.min(1, 0.4 * chance.normal()))
    days.set(day, state)
    return state
  }
}

/** From −1, at night of Sundays, to 1. */
function rhythm(hour: number): number {
  const place = hourOfWeek(NOW_MS + hour * HOUR_MS)
  const isWeekend = Math.floor(place / 24) === 2 || Math.floor(place / 24) === 3
  return Math.sin((2 * Math.PI * ((place % 24) - 9)) / 24) * (isWeekend ? 0.4 : 0.8) + (isWeekend ? -0.3 : 0.2)
}

/** By how much of what a law moves by a world moves it at most. */
const MOST: { readonly [law: string]: number } = {
  normal: 0.3,
  lognormal: 0.3,
  'heavy tails (t3)': 0.3,
  'whole numbers (Poisson 4)': 0.5,
  '3 categories': 0.1,
  '10 categories': 0.1,
  'rate .5': 0.1,
  'rate .02': 0.01,
  'missing .05': 0.02,
}

interface Lived {
  /** Of signals, in the months in which nothing changed. */
  falseAlarms: number
  found: number
  delaysHours: number[]
}

export async function measureMonth({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const lives = isQuick ? 1 : 3
  const rows: string[][] = []
  for (const [place, world] of (isQuick ? WORLDS.slice(0, 1) : WORLDS).entries()) {
    const lived: Lived[] = []
    for (let life = 0; life < lives; life += 1)
      lived.push(await liveOnce(createChance(seed + 1_000 * place + life), world))
    const falseAlarms = lived.reduce((sum, one) => sum + one.falseAlarms, 0)
    const found = lived.reduce((sum, one) => sum + one.found, 0)
    const delays = lived.flatMap(({ delaysHours }) => delaysHours).toSorted((left, right) => left - right)
    rows.push([
      world.name,
      String((lives * WATCHED_DAYS) / PROMISED_DAYS),
      String(falseAlarms),
      `${found} of ${lives * Object.keys(CHANGES).length}`,
      String(delays[Math.floor(delays.length / 2)] ?? '–'),
    ])
    note(`a watched month: ${world.name}: ${falseAlarms} false alarms in ${lives} months`)
  }
  return [
    {
      title: 'One false alarm in thirty days, over everything',
      explanation: `Nine signals of one task, some ${ROWS_AN_HOUR} rows an hour, known for ${KNOWN_DAYS} days and then watched for ${WATCHED_DAYS} in which nothing changes but what the world says, through the engine's own guards, bounds and looks (each hour), its default baseline and its promise of one false alarm in ${PROMISED_DAYS} days. After that three signals change at once (normal by half a spread, 10 categories by 10 points, a rate of .5 by 10 points), and are watched for ${CHANGED_DAYS} days more.`,
      columns: ['World', 'Months', 'False alarms', 'Changes found', 'Median hours to the alarm'],
      rows,
    },
  ]
}

interface Signal {
  law: Law
  laidOut: LaidOut
  signal: ReturnType<typeof signalOf>
}

async function liveOnce(chance: Chance, world: World): Promise<Lived> {
  const signals = NAMES.map((name, place): Signal => {
    const law = lawNamed(name)
    const laidOut = law.layOut(chance)
    const { grid, categories } = laidOut
    return { law, laidOut, signal: signalOf(place + 1, law.kind, { name, grid, categories }) }
  })
  const store = openGuardedStore(
    signals.map(({ signal }) => signal),
    PROMISED_DAYS,
  )
  const states = signals.map(() => world.begin(chance))
  const changedHour = (KNOWN_DAYS + WATCHED_DAYS) * 24
  let nowMs = NOW_MS
  const watch = createAlarmWatch({ state: store.state, clock: () => nowMs, onAlarm: () => undefined })
  for (let hour = 0; hour < changedHour + CHANGED_DAYS * 24; hour += 1) {
    for (const [place, one] of signals.entries()) {
      const change = hour >= changedHour ? (CHANGES[one.law.name] ?? 0) : 0
      const moved = change + (MOST[one.law.name] ?? 0) * (states[place]?.(hour) ?? 0)
      countHour(store, one, { chance, world, hour, shares: one.laidOut.moved(moved) })
    }
    nowMs += HOUR_MS
    if (hour >= KNOWN_DAYS * 24) while (await watch.step(60_000));
  }
  const changedMs = NOW_MS + changedHour * HOUR_MS
  const opened = store.alarms().map((alarm) => ({ signal: alarm.signal, atMs: Date.parse(alarm.openedAt) }))
  const late = opened.filter(({ atMs, signal }) => atMs > changedMs && CHANGES[signal] !== undefined)
  return {
    falseAlarms: opened.length - late.length,
    found: late.length,
    delaysHours: late.map(({ atMs }) => Math.round((atMs - changedMs) / HOUR_MS)),
  }
}

interface HourOf {
  chance: Chance
  world: World
  hour: number
  shares: readonly number[]
}

function countHour(store: GuardedStore, { laidOut, signal }: Signal, { chance, world, hour, shares }: HourOf): void {
  const rows = world.rows(hour)
  const counts = world.areSessions ? sessionCounts(chance, rows, shares) : chance.multinomial(rows, shares)
  const bins: Bins = {}
  let missing = 0
  for (const [place, count] of counts.entries()) {
    const bin = laidOut.cells[place]?.bin
    if (bin === undefined || count === 0) continue
    if (bin === 'missing') missing += count
    else bins[bin] = (bins[bin] ?? 0) + count
  }
  store.count({ signal, startMs: NOW_MS + hour * HOUR_MS, bins, missing })
}

/** Sessions of which most rows are of one cell. */
function sessionCounts(chance: Chance, rows: number, shares: readonly number[]): number[] {
  const counts = shares.map(() => 0)
  let left = rows
  while (left > 0) {
    const size = Math.min(left, 1 + Math.floor(chance.uniform() * 15))
    const own = chance.binomial(size, 0.2)
    const alike = chance.multinomial(1, shares).indexOf(1)
    counts[alike] = (counts[alike] ?? 0) + size - own
    for (const [place, count] of chance.multinomial(own, shares).entries()) counts[place] = (counts[place] ?? 0) + count
    left -= size
  }
  return counts
}
