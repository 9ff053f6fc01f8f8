import { afterEach, beforeEach, expect, it } from 'vitest'
import { closed, makeAlarm } from '../../fixtures/alarms.ts'
import { TASK } from '../../fixtures/watches.ts'
import { ALARMS_MAX } from '../../state-alarms.ts'
import type { Store } from '../../store.ts'
import { openInMemory } from '../fixtures/open-store.ts'

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

const many = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

it('of alarms beyond the bound the oldest that are closed go first, and then the oldest', async () => {
  const { state } = store
  const alarms = many(ALARMS_MAX).map((place) => {
    const alarm = makeAlarm(`a-${place}`)
    return place === 1 || place === 3 ? closed(alarm) : alarm
  })
  await state.saveGuards(TASK, [], alarms)
  await state.saveGuards(TASK, [], [makeAlarm('b-1'), makeAlarm('b-2'), makeAlarm('b-3')])
  const left = await Promise.all(['a-0', 'a-1', 'a-2', 'a-3', 'a-4', 'b-3'].map((id) => state.alarm(id)))
  expect(left.map((alarm) => alarm?.id ?? null)).toEqual([null, null, 'a-2', null, 'a-4', 'b-3'])
  expect(await state.alarms({ limit: ALARMS_MAX + 9 })).toHaveLength(ALARMS_MAX)
})
