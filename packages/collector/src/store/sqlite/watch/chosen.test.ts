import { DRIFT_DAYS_MAX } from '@trimtab/contract'
import { expect, it } from 'vitest'
import { DAY, TASK } from '../../fixtures/watches.ts'
import { openInMemory } from '../fixtures/open-store.ts'

it('what days found is kept of as many days as are ever looked at, the newest', async () => {
  const { state, close } = openInMemory()
  const dayOf = (place: number) => new Date(DAY - place * 86_400_000).toISOString().slice(0, 10)
  await state.saveDriftDay({ task: 'other', day: dayOf(0), signals: [] })
  for (let place = 0; place < DRIFT_DAYS_MAX + 2; place += 1)
    await state.saveDriftDay({ task: TASK, day: dayOf(place), signals: [] })
  const days = (await state.driftDays(TASK, DRIFT_DAYS_MAX + 2)).map(({ day }) => day)
  expect([days.length, days[0], days.at(-1)]).toEqual([DRIFT_DAYS_MAX, dayOf(0), dayOf(DRIFT_DAYS_MAX - 1)])
  expect(await state.driftDays('other', 9)).toHaveLength(1)
  close()
})
