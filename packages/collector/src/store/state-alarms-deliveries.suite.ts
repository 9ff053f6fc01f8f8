// The laws of messages to channels: each once, tried by one at a time, and never more than a bound.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeChannel, makeDelivery, saveChannels } from './fixtures/alarms.ts'
import type { OpenedState } from './fixtures/opened-state.ts'
import { timeAt } from './fixtures/review-queues.ts'
import { DELIVERIES_WAITING_MAX } from './state-alarms.ts'
import type { State } from './state.ts'

/** Opens an empty store each time. */
export function testAlertDeliveries(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  const dueIds = async (now: string, limit = 9) => (await state.dueDeliveries(now, limit)).map(({ id }) => id)
  const listed = async () => (await state.deliveries({ limit: 999 })).map(({ delivery }) => delivery)

  describe(`deliveries in ${engine}`, () => {
    it('are due when they wait and their time has come, the oldest first and whole', async () => {
      const delivery = makeDelivery('d-2', { body: 'half \ud800', answer: '\u0000', alarms: [] })
      await state.addDeliveries([
        delivery,
        makeDelivery('d-1', { nextAt: timeAt(5) }),
        makeDelivery('d-4', { state: 'sent', nextAt: null }),
        makeDelivery('d-3', { channel: 'c-2' }),
      ])
      expect(await state.dueDeliveries(timeAt(0), 1)).toEqual([delivery])
      expect(await dueIds(timeAt(4))).toEqual(['d-2', 'd-3'])
      expect(await dueIds(timeAt(5))).toEqual(['d-2', 'd-1', 'd-3'])
    })

    it('are added once, whatever else is said under their id later', async () => {
      await state.addDeliveries([makeDelivery('d-1')])
      await state.addDeliveries([makeDelivery('d-1', { body: 'another' }), makeDelivery('d-2')])
      expect(await state.dueDeliveries(timeAt(0), 9)).toEqual([makeDelivery('d-1'), makeDelivery('d-2')])
    })

    it('are moved by one of many that try them at once', async () => {
      await state.addDeliveries([makeDelivery('d-1')])
      const tried = makeDelivery('d-1', { attempts: 1, triedAt: timeAt(1), nextAt: timeAt(9), answer: '500' })
      expect(await Promise.all([1, 2].map(() => state.moveDelivery(tried, 0)))).toEqual([true, false])
      expect(await dueIds(timeAt(8))).toEqual([])
      expect(await state.dueDeliveries(timeAt(9), 9)).toEqual([tried])
      expect(await state.moveDelivery({ ...tried, state: 'sent', nextAt: null }, 1)).toBe(true)
      expect(await dueIds(timeAt(9))).toEqual([])
      expect(await state.moveDelivery(makeDelivery('gone'), 0)).toBe(false)
    })

    it('are listed from the newest on, in pages, without what is sent', async () => {
      await state.addDeliveries(['d-1', 'd-2', 'd-3'].map((id) => makeDelivery(id)))
      const page = await state.deliveries({ limit: 2 })
      expect(page.map(({ delivery }) => delivery.id)).toEqual(['d-3', 'd-2'])
      const { body: _, ...shown } = makeDelivery('d-1')
      const rest = await state.deliveries({ limit: 2, before: page.at(-1)?.sequence })
      expect(rest.map(({ delivery }) => delivery)).toEqual([shown])
    })

    it('of one channel wait up to a bound, and the oldest fail then', async () => {
      await state.addDeliveries([makeDelivery('other', { channel: 'c-2' })])
      const many = Array.from({ length: DELIVERIES_WAITING_MAX }, (_, number) => makeDelivery(`d-${number}`))
      await state.addDeliveries(many)
      await state.addDeliveries([makeDelivery('e-1'), makeDelivery('e-2')])
      const failed = (await listed()).filter((delivery) => delivery.state === 'failed')
      expect(failed.map(({ id }) => id)).toEqual(['d-1', 'd-0'])
      expect(failed[0]).toMatchObject({ nextAt: null, answer: 'too many waited for this channel' })
      expect(await dueIds(timeAt(0), 999)).toHaveLength(DELIVERIES_WAITING_MAX + 1)
    })
  })

  describe(`telling a channel in ${engine}`, () => {
    it('stores how far it was told together with what it is told, each once whoever tells it', async () => {
      await saveChannels(state, makeChannel('c-1'))
      await state.tell('c-1', 5, [makeDelivery('d-1')])
      await state.tell('c-1', 4, [makeDelivery('d-1')])
      expect(await state.toldUpTo('c-1')).toBe(5)
      expect(await dueIds(timeAt(0))).toEqual(['d-1'])
    })

    it('that is gone tells nobody', async () => {
      await state.tell('c-1', 5, [makeDelivery('d-1')])
      expect(await listed()).toEqual([])
    })
  })
}
