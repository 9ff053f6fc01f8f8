import type { RetentionRule } from '@trimtab/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeBatch, makeRow, START } from '../../../fixtures/predictions.ts'
import type { Removed, RetentionStep } from '../../rows-upkeep.ts'
import type { Store } from '../../store.ts'
import { openStoreAt } from '../fixtures/open-store.ts'

const DAY_MS = 86_400_000
const EVER: RetentionRule = { task: null, days: null, contentDays: null, predictionsMax: null }

let store: Store

beforeEach(() => {
  store = openStoreAt(':memory:', { clock: () => START })
})
afterEach(() => store.close())

/** For no time at all, as a step is whose time was over before it began. */
async function step(rules: RetentionRule[], said: Partial<RetentionStep> = {}): Promise<Removed> {
  return store.rows.removeOld({
    rules,
    bytesMax: null,
    nowMs: START + 20 * DAY_MS,
    budgetMs: 0,
    pinned: async () => new Set(),
    ...said,
  })
}

async function round(rules: RetentionRule[]): Promise<Removed[]> {
  const steps: Removed[] = []
  do steps.push(await step(rules))
  while (steps.at(-1)?.isMore === true)
  return steps
}

const add = (from: number, count: number, taskOf: (number: number) => string = () => 't') =>
  store.rows.add(
    makeBatch({
      predictions: Array.from({ length: count }, (_, index) => makeRow(from + index, { task: taskOf(from + index) })),
    }),
  )
const sumOf = (steps: Removed[]) => steps.reduce((sum, { predictions }) => sum + predictions, 0)

describe('a round of retention', () => {
  it('goes on where the last step ended, and looks at no more tasks than it has time for', async () => {
    await add(0, 60, (number) => `task ${number}`)
    const rules = [
      { ...EVER, days: 400 },
      { ...EVER, task: 'task 59', days: 1 },
    ]
    const steps = await round(rules)
    expect(steps.length).toBeGreaterThan(60)
    expect(sumOf(steps)).toBe(1)
  })

  it('begins anew with other rules', async () => {
    await add(0, 10, (number) => `task ${number}`)
    for (let done = 0; done < 5; done += 1) await step([{ ...EVER, days: 400 }])
    expect(sumOf(await round([{ ...EVER, days: 1 }]))).toBe(10)
  })

  it('counts once how many are too many, and what comes meanwhile is for the next one', async () => {
    await add(0, 100)
    const rules = [{ ...EVER, predictionsMax: 5 }]
    const first = await step(rules)
    expect(first.isMore).toBe(true)
    await add(100, 3)
    expect(first.predictions + sumOf(await round(rules))).toBe(95)
    expect(sumOf(await round(rules))).toBe(3)
  })

  it('moves past what needs nothing, some at a time, and not again', async () => {
    await add(0, 1200)
    const rules = [{ ...EVER, contentDays: 1 }]
    const first = await round(rules)
    expect(first.reduce((sum, { contents }) => sum + contents, 0)).toBe(1200)
    // Another one, which remembers nothing of it, as after a start.
    const later = START + 22 * DAY_MS
    const again: Removed[] = []
    do again.push(await step(rules, { nowMs: later }))
    while (again.at(-1)?.isMore === true)
    expect(again.map(({ contents }) => contents)).toEqual([0, 0, 0, 0, 0])
    expect(await step(rules, { nowMs: later })).toMatchObject({ contents: 0, isMore: true })
    expect(await step(rules, { nowMs: later })).toMatchObject({ contents: 0, isMore: false })
  })
})
