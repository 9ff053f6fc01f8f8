// The laws of alarms, whatever engine keeps the state.
import { describe } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { testAlertChannels } from './state-alarms-channels.suite.ts'
import { testAlertDeliveries } from './state-alarms-deliveries.suite.ts'
import { testAlarmIncidents } from './state-alarms-incidents.suite.ts'

export function testAlarms(engine: string, open: () => OpenedState): void {
  // Each by itself, or each test would open the stores of all.
  describe('incidents', () => {
    testAlarmIncidents(engine, open)
  })
  describe('channels', () => {
    testAlertChannels(engine, open)
  })
  describe('deliveries', () => {
    testAlertDeliveries(engine, open)
  })
}
