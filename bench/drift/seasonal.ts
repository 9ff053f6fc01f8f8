// Eight weeks of traffic whose volume, categories and rates all follow the hour of the week, and nothing drifts: neither a
// report of any day nor a guard may say that something did. Then something does.
import { DAY_MS, HOUR_MS, hourOfWeek } from '../../packages/collector/src/drift/hours.ts'
import { createAlarmWatch } from '../../packages/collector/src/drift/alarms/watch-alarms.ts'
import { openGuardedStore, signalOf, TASK } from '../../packages/collector/src/drift/alarms/fixtures/guarded-store.ts'
import { readDriftReport } from '../../packages/collector/src/drift/report/read-drift-report.ts'
import { note } from '../measure/measurement.ts'
import type { Section } from '../measure/report.ts'
import { type Chance, createChance } from './chance.ts'
import { lawNamed } from './laws.ts'
import type { DriftRun } from './part.ts'
import { NOW_MS, summaryOf } from './watched-task.ts'

const WEEKS = 8
const DRIFT_DAYS = 7
const ROWS_AN_HOUR = 60
/** From when a day is looked at: guards and reports need a past. */
const LOOKED_FROM_DAYS = 7
const PROMISED_DAYS = 30

/** By how much each law moves over a week, and by how much it moves for good in the end. */
const SIGNALS: readonly { law: string; rhythm: number; drift: number }[] = [
  { law: 'lognormal', rhythm: 0.4, drift: 0.5 },
  { law: 'whole numbers (Poisson 4)', rhythm: 1.5, drift: 0 },
  { law: '10 categories', rhythm: 0.15, drift: 0.12 },
  { law: '3 categories', rhythm: 0.2, drift: 0 },
  { law: 'rate .5', rhythm: 0.2, drift: 0.12 },
  { law: 'rate .02', rhythm: 0.015, drift: 0 },
  { law: 'missing .05', rhythm: 0.03, drift: 0.1 },
]

interface Lived {
  reports: number
  said: number
  drifts: string[]
  falseAlarms: string[]
  foundByReport: Map<string, number>
  foundByAlarm: Map<string, number>
  wrongAfter: number
}

export async function measureSeasonal({ seed, isQuick }: DriftRun): Promise<Section[]> {
  const lives = isQuick ? 1 : 3
  const all: Lived[] = []
  for (let life = 0; life < lives; life += 1) {
    all.push(await liveOnce(createChance(seed + life)))
    note(`seasonal: ${life + 1} of ${lives}`)
  }
  return [quietSection(all), foundSection(all)]
}

function quietSection(all: readonly Lived[]): Section {
  const sum = (of: (lived: Lived) => number): number => all.reduce((total, lived) => total + of(lived), 0)
  const names = [...new Set(all.flatMap(({ drifts, falseAlarms }) => [...drifts, ...falseAlarms]))]
  return {
    title: 'Traffic with a rhythm that does not drift',
    explanation: `${all.length} tasks, ${WEEKS} weeks of each, ${SIGNALS.length} signals: at night and on Sundays a twentieth of the rows of a busy hour (${ROWS_AN_HOUR * 2}), and values, categories, rates and what is missing all move with the hour of the week by several tolerances. With the default baseline each day is reported after it, from day ${LOOKED_FROM_DAYS} on, and guards look each hour.`,
    columns: ['Reports of a day', 'Aspects decided', 'Said to drift', 'Weeks watched', 'Alarms', 'Of which'],
    rows: [
      [
        String(sum(({ reports }) => reports)),
        String(sum(({ said }) => said)),
        String(sum(({ drifts }) => drifts.length)),
        String((all.length * (WEEKS * 7 - LOOKED_FROM_DAYS)) / 7),
        String(sum(({ falseAlarms }) => falseAlarms.length)),
        names.length === 0 ? '–' : names.join(', '),
      ],
    ],
  }
}

function foundSection(all: readonly Lived[]): Section {
  const show = (days: readonly (number | undefined)[], unit: string): string => {
    const found = days.filter((day) => day !== undefined).toSorted((left, right) => left - right)
    const median = found[Math.floor(found.length / 2)]
    return `${found.length} of ${days.length}${median === undefined ? '' : `, median ${median} ${unit}`}`
  }
  return {
    title: 'And then a real drift on top of it',
    explanation: `After the ${WEEKS} weeks some of the signals move for good, each by itself, under the same rhythm; ${DRIFT_DAYS} days more. Found by the report of which day, and by an alarm after how many hours.`,
    columns: ['Signal', 'Moved by', 'Report', 'Alarm'],
    rows: [
      ...SIGNALS.filter(({ drift }) => drift > 0).map(({ law, drift }) => [
        law,
        String(drift),
        show(
          all.map(({ foundByReport }) => foundByReport.get(law)),
          'days',
        ),
        show(
          all.map(({ foundByAlarm }) => foundByAlarm.get(law)),
          'hours',
        ),
      ]),
      [
        'the others, said to drift or alarmed',
        '0',
        String(all.reduce((sum, { wrongAfter }) => sum + wrongAfter, 0)),
        '',
      ],
    ],
  }
}

/** From 0, at night on Sundays, to 1, in the middle of a work day. */
function busyAt(hour: number): number {
  const place = hourOfWeek(NOW_MS + hour * HOUR_MS)
  const day = Math.floor(place / 24)
  const daily = (1 + Math.sin((2 * Math.PI * ((place % 24) - 8)) / 24)) / 2
  return daily * (day === 2 || day === 3 ? 0.4 : 1)
}

async function liveOnce(chance: Chance): Promise<Lived> {
  const signals = SIGNALS.map(({ law: name, ...moves }, place) => {
    const law = lawNamed(name)
    const laidOut = law.layOut(chance)
    const { grid, categories } = laidOut
    return { ...moves, laidOut, aspect: law.aspect, signal: signalOf(place + 1, law.kind, { name, grid, categories }) }
  })
  const store = openGuardedStore(
    signals.map(({ signal }) => signal),
    PROMISED_DAYS,
  )
  const driftHour = WEEKS * 7 * 24
  let nowMs = NOW_MS
  const watch = createAlarmWatch({ state: store.state, clock: () => nowMs, onAlarm: () => undefined })
  const lived: Lived = {
    reports: 0,
    said: 0,
    drifts: [],
    falseAlarms: [],
    foundByReport: new Map(),
    foundByAlarm: new Map(),
    wrongAfter: 0,
  }
  const drifting = new Set(SIGNALS.flatMap(({ law, drift }) => (drift > 0 ? [law] : [])))
  for (let hour = 0; hour < driftHour + DRIFT_DAYS * 24; hour += 1) {
    const busy = busyAt(hour)
    const rows = chance.binomial(ROWS_AN_HOUR * 20, 0.005 + 0.095 * busy)
    for (const { laidOut, signal, rhythm, drift } of signals) {
      const moved = rhythm * (busy - 0.5) + (hour >= driftHour ? drift : 0)
      const { bins, missing } = summaryOf(laidOut.cells, chance.multinomial(rows, laidOut.moved(moved)))
      const counts = { signal, bins: Object.fromEntries(bins), missing }
      store.count({ ...counts, of: 'hour', startMs: nowMs })
      store.count({ ...counts, of: 'day', startMs: Math.floor(nowMs / DAY_MS) * DAY_MS })
    }
    nowMs += HOUR_MS
    if (hour < LOOKED_FROM_DAYS * 24) continue
    while (await watch.step(60_000));
    if ((hour + 1) % 24 === 0) await reportDay(hour)
  }
  for (const { signal, openedAt } of store.alarms()) {
    const hours = Math.round((Date.parse(openedAt) - NOW_MS) / HOUR_MS) - driftHour
    if (hours <= 0) lived.falseAlarms.push(`alarm of ${signal}`)
    else if (drifting.has(signal)) lived.foundByAlarm.set(signal, hours)
    else lived.wrongAfter += 1
  }
  return lived

  async function reportDay(hour: number): Promise<void> {
    // What alarms would take out of the reference stays in it, so that reports are seen by themselves.
    const state = { ...store.state, alarms: async () => [] }
    const report = await readDriftReport({ state, clock: () => nowMs, isCaughtUp: true, tasks: [TASK] })
    for (const { signal, aspect, state: said } of report.signals) {
      const isBefore = hour < driftHour
      if (isBefore) lived.said += 1
      if (said !== 'drift') continue
      if (isBefore) lived.drifts.push(`${signal} ${aspect}`)
      else if (!drifting.has(signal)) lived.wrongAfter += 1
      else if (!lived.foundByReport.has(signal))
        lived.foundByReport.set(signal, Math.floor((hour - driftHour) / 24) + 1)
    }
    if (hour < driftHour) lived.reports += 1
  }
}
