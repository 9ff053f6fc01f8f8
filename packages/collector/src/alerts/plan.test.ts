import { expect, it } from 'vitest'
import type { StoredDelivery } from '../store/state-alarms.ts'
import type { DriftDay } from '../store/state-watch.ts'
import { makeChannel } from './fixtures/alerts.ts'
import { planDeliveries } from './plan.ts'

const NOON_MS = Date.parse('2026-11-22T12:00:00.000Z')
const FOUND = { aspect: 'values', estimate: 0.2, qValue: 0.01 }

/** What a daily channel is told where the report of this day is the last that was kept. */
async function plannedAfter(day: string): Promise<StoredDelivery[]> {
  const kept: DriftDay = {
    task: 'support.reply',
    day,
    signals: [
      { ...FOUND, signal: 'label', state: 'drift' },
      { ...FOUND, signal: 'status', state: 'stable' },
    ],
  }
  const planned: StoredDelivery[] = []
  await planDeliveries({
    state: {
      alarms: async () => [],
      alertSettings: async () => ({ falseAlarmDays: 30, quietHours: null }),
      channels: async () => [makeChannel({ rhythm: 'daily' })],
      deliveries: async () => [],
      toldUpTo: async () => 0,
      tell: async (_channel, _upTo, deliveries) => {
        planned.push(...deliveries)
      },
      driftDays: async () => [kept],
      watchedTasks: async () => [kept.task],
    },
    clock: () => NOON_MS,
    markers: async () => [],
  })
  return planned
}

it('a day’s message says what the report of yesterday found', async () => {
  const [message] = await plannedAfter('2026-11-21')
  expect(JSON.parse(message?.body ?? '{}')).toMatchObject({ data: { drifted: 1 } })
})

it('of a report that is older, or of a day that is not over, no message tells', async () => {
  expect(await plannedAfter('2026-11-20')).toEqual([])
  expect(await plannedAfter('2026-11-22')).toEqual([])
})
