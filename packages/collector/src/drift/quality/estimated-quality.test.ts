import { expect, it } from 'vitest'
import { createRandom } from '../../statistics/random.ts'
import { driftState } from '../fixtures/drift-state.ts'
import { type FixtureRow, type FixtureSignal, watchedOf } from '../fixtures/watched.ts'
import { DAY_MS, HOUR_MS } from '../hours.ts'
import { defaultBaseline } from '../references/default-baseline.ts'
import { readDriftReport } from '../report/read-drift-report.ts'

const START = Date.UTC(2026, 0, 5)
const SIGNALS: FixtureSignal[] = [{ name: 'confidence', kind: 'number', grid: { centre: 0.75, spread: 0.1 } }]
const TODAY = 29

interface World {
  rowsADay?: number
  /** How sure it is on the last day. */
  confidence?: number
  /** How often it is right where it says c, on the last day. */
  rightAt?: (confidence: number) => number
  /** Of how many an outcome is known, before and on the last day. */
  known?: [before: number, today: number]
}

/** A model that is right as often as it says, until the last day. */
function rowsOf(seed: number, { rowsADay = 600, confidence = 0.8, rightAt = (c) => c, known = [0.3, 0] }: World) {
  const random = createRandom(seed)
  return Array.from({ length: 30 * rowsADay }, (_, place): FixtureRow => {
    const day = Math.floor(place / rowsADay)
    const isToday = day === TODAY
    const said = Math.min(0.99, Math.max(0.5, (isToday ? confidence : 0.8) + 0.3 * (random() - 0.5)))
    const isRight = random() < (isToday ? rightAt(said) : said)
    const isKnown = random() < known[isToday ? 1 : 0]
    return {
      atMs: START + day * DAY_MS + Math.floor(random() * 24) * HOUR_MS,
      values: { confidence: said },
      ...(isKnown && { outcome: isRight ? ('good' as const) : ('bad' as const) }),
    }
  })
}

async function estimated(seed: number, world: World, ignored: string[] = []) {
  const baseline = { ...defaultBaseline('a task'), ignored }
  const state = driftState(watchedOf(SIGNALS, rowsOf(seed, world)), { baseline })
  const { signals } = await readDriftReport({ state, clock: () => START + 30 * DAY_MS, isCaughtUp: true })
  return signals.find(({ signal }) => signal === 'estimatedQuality') ?? null
}

it('a model that is less sure is told to be right less often, before anybody knows', async () => {
  const report = await estimated(1, { confidence: 0.65 })
  expect(report).toMatchObject({ state: 'drift', group: 'quality', aspect: 'values', tolerance: 0.02 })
  expect(report?.effect?.unit).toBe('points')
  expect(report?.effect?.low).toBeLessThan(-0.14)
  expect(report?.effect?.high).toBeGreaterThan(-0.16)
  expect(report?.was?.value).toBeCloseTo(0.8, 1)
  expect(report?.harm).toBeCloseTo(-(report?.effect?.estimate ?? NaN), 12)
  expect(report?.reason).toMatch(
    /from confidence and \d+ known outcomes; not valid where the same input means something/,
  )
})

it('where nothing changed it is hardly ever drift', async () => {
  const states = await Promise.all(Array.from({ length: 12 }, (_, seed) => estimated(seed, { rowsADay: 200 })))
  expect(states.filter((report) => report?.state === 'drift')).toEqual([])
  expect(states.every((report) => report !== null)).toBe(true)
})

it('outcomes of the window itself confirm it, or refute it and nothing is said', async () => {
  const right = await estimated(2, { confidence: 0.65, known: [0.3, 0.3] })
  expect(right?.reason).toMatch(/Of \d+ whose outcome is known already \d+ % turned out well, and \d+ % were estimated/)
  expect(right?.state).toBe('drift')
  const wrong = await estimated(3, { rightAt: () => 0.4, known: [0.3, 0.3] })
  expect(wrong).toMatchObject({ state: 'no_data', effect: null, rowsNeeded: null })
  expect(wrong?.reason).toMatch(/it does not hold any more/)
})

it('few outcomes make it less certain, and fewer than a hundred say nothing', async () => {
  const widthOf = async (known: number): Promise<number> => {
    const effect = (await estimated(4, { confidence: 0.65, known: [known, 0] }))?.effect
    return (effect?.high ?? NaN) - (effect?.low ?? NaN)
  }
  expect(await widthOf(0.012)).toBeGreaterThan(1.2 * (await widthOf(0.5)))
  expect(await estimated(4, { known: [0.003, 0] })).toBe(null)
  expect(await estimated(4, { confidence: 0.65 }, ['estimatedQuality'])).toBe(null)
})

it('a window of nothing has no estimate to decide', async () => {
  const state = driftState(watchedOf(SIGNALS, rowsOf(5, {})))
  const window = { fromMs: START + 40 * DAY_MS, toMs: START + 41 * DAY_MS }
  const report = await readDriftReport({ state, clock: () => window.toMs, isCaughtUp: true, ...window })
  expect(report.signals.map(({ signal, state: is, now }) => [signal, is, now])).toEqual([
    ['confidence', 'no_data', null],
    ['estimatedQuality', 'no_data', null],
  ])
  expect(JSON.parse(JSON.stringify(report))).toEqual(report)
})
