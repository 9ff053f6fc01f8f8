import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeDelivery } from '../../fixtures/alarms.ts'
import { DELIVERIES_MAX } from '../../state-alarms.ts'
import type { Store } from '../../store.ts'
import { openInMemory } from '../fixtures/open-store.ts'

let store: Store

beforeEach(() => {
  store = openInMemory()
})
afterEach(() => store.close())

const many = (count: number): number[] => Array.from({ length: count }, (_, place) => place)

it('of deliveries beyond the bound the oldest go that wait for nothing', async () => {
  const { state } = store
  const sent = { state: 'sent', nextAt: null } as const
  const deliveries = many(DELIVERIES_MAX).map((place) => makeDelivery(`d-${place}`, place === 1 ? {} : sent))
  await state.addDeliveries(deliveries)
  await state.addDeliveries([makeDelivery('e-1'), makeDelivery('e-2')])
  const left = (await state.deliveries({ limit: DELIVERIES_MAX + 9 })).map(({ delivery }) => delivery.id)
  expect([left.length, left.at(-1), left.at(-2)]).toEqual([DELIVERIES_MAX, 'd-1', 'd-3'])
})
