// Nothing happened, and nothing is said to have: simulations, seeded and small. `bench/drift` has the large ones.

import { expect, it } from 'vitest'
import { drawCells } from '../../statistics/fixtures/noisy-windows.ts'
import { normalFrom } from '../../statistics/normal-from.ts'
import { createRandom } from '../../statistics/random.ts'
import { decideAll } from '../decisions/decide.ts'
import { measureSignal } from '../decisions/measure.ts'
import { type Counted, comparedOf } from '../fixtures/compared-of.ts'
import { driftState } from '../fixtures/drift-state.ts'
import { type FixtureSignal, watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { readDriftReport } from './read-drift-report.ts'

const START = Date.UTC(2026, 0, 5)
const normalShares = Array.from({ length: 161 }, (_, place) => Math.exp(-(((place - 80) / 40) ** 2) / 2))
const DRAWN = [
  { signal: { name: 'number' }, shares: normalShares },
  {
    signal: { name: 'label', kind: 'category' as const, categories: ['a', 'b', 'c', 'd', 'e'] },
    shares: [0, 50, 30, 15, 4, 1],
  },
  { signal: { name: 'rate', kind: 'category' as const, categories: ['false', 'true'] }, shares: [0, 9, 1] },
]

it.each([5, 30, 200, 5000])('of windows of %i rows at most one in twenty has any drift where there is none', (rows) => {
  const random = createRandom(rows)
  const runs = rows > 1000 ? 40 : 150
  const drawn = (shares: readonly number[], count: number): Counted => {
    const counts = [...drawCells(shares, count, random).entries()].filter(([, of]) => of > 0)
    return { bins: Object.fromEntries(counts) }
  }
  const flagged = Array.from({ length: runs }, () => {
    const compared = DRAWN.map(({ signal, shares }) => {
      const [reference, current] = [drawn(shares, 2000), drawn(shares, rows)]
      return comparedOf(signal, reference, current)
    })
    return decideAll(compared.flatMap((each) => measureSignal(each, {}))).some(({ state }) => state === 'drift')
  })
  expect(flagged.filter(Boolean).length / runs).toBeLessThanOrEqual(0.05)
})

interface World {
  rowsADay: number
  /** How far all values lie off. */
  levelAt: (day: number, hour: number) => number
}

const SIGNALS: FixtureSignal[] = [
  { name: 'number', kind: 'number' },
  { name: 'label', kind: 'category' },
  { name: 'rate', kind: 'category' },
]

async function driftIn(random: () => number, { rowsADay, levelAt }: World, isSeasonal = true): Promise<string[]> {
  const rows = Array.from({ length: 30 * rowsADay }, (_, place) => {
    const [day, hour] = [Math.floor(place / rowsADay), Math.floor(random() * 24)]
    const level = levelAt(day, hour)
    const value = normalFrom(random) + level
    const label = 'abcde'[Math.min(4, Math.max(0, Math.floor(value + 2.5)))] ?? null
    const rate = random() < Math.min(1, Math.max(0, 0.2 + level / 10)) ? 'true' : 'false'
    return { atMs: START + day * DAY_MS + hour * HOUR_MS, values: { number: value, label, rate } }
  })
  const reference = isSeasonal ? { kind: 'seasonal' as const, weeks: 4 } : { kind: 'rolling' as const, days: 28 }
  const baseline = { ...defaultBaseline('a task'), reference }
  const state = driftState(watchedOf(SIGNALS, rows), { baseline })
  const { signals } = await readDriftReport({ state, clock: () => START + 30 * DAY_MS, isCaughtUp: true })
  return signals.filter((said) => said.state === 'drift').map(({ signal }) => signal)
}

const season = (hour: number): number => Math.sin((hour / 24) * 2 * Math.PI)

it('hours that are always otherwise are no drift, and a shift on top of them is', async () => {
  const random = createRandom(1)
  for (const isSeasonal of [true, false]) {
    for (let run = 0; run < 3; run += 1) {
      const drift = await driftIn(random, { rowsADay: 200, levelAt: (_, hour) => season(hour) }, isSeasonal)
      expect(drift).toEqual([])
    }
  }
  const shifted = { rowsADay: 200, levelAt: (day: number, hour: number) => season(hour) + (day === 29 ? 1 : 0) }
  expect(await driftIn(random, shifted)).toContain('number')
})

it.each([0.1, 0.6])('days that vary by %f of a spread by themselves are hardly ever taken for drift', async (size) => {
  const random = createRandom(size * 10)
  let flagged = 0
  const runs = 20
  for (let run = 0; run < runs; run += 1) {
    const levels = Array.from({ length: 30 }, () => size * normalFrom(random))
    const drift = await driftIn(random, { rowsADay: 60, levelAt: (day) => levels[day] ?? 0 }, run % 2 === 0)
    if (drift.length > 0) flagged += 1
  }
  expect(flagged / runs).toBeLessThanOrEqual(0.05)
})
