// The laws of having an item in hand.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addQueue, fill, lease, makeItem, savingOf, timeAt } from './fixtures/review-queues.ts'
import { LEASE_MS_MAX } from './state-reviews.ts'
import type { State } from './state.ts'

export function testReviewLeases(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(async () => {
    store = open()
    state = store.state
    await addQueue(state, 'q', [makeItem('2'), makeItem('1'), makeItem('3')])
  })
  afterEach(() => store.close())

  const leased = async (ms = 0) => (await state.reviewProgress('q', timeAt(ms))).leased

  describe(`an item of a review queue in ${engine}`, () => {
    it('is the one of the lowest position, and another for each of those who ask at the same moment', async () => {
      const asked = await Promise.all(['ann', 'ben', 'cid', 'dan'].map((reviewer) => lease(state, 'q', reviewer)))
      expect(asked).toEqual(['1', '2', '3', null])
      expect(await leased()).toBe(3)
    })

    it('is the same when it is asked for again, also where one of a lower position came, and is kept for longer', async () => {
      expect(await lease(state, 'q', 'ann', 0)).toBe('1')
      await fill(state, 'q', [makeItem('0')])
      expect(await lease(state, 'q', 'ann', 900)).toBe('1')
      expect(await lease(state, 'q', 'ben', 1_100)).toBe('0')
      expect(await lease(state, 'q', 'cid', 1_899)).toBe('2')
    })

    it('is free again once its time is over, to the millisecond, and whoever had it may have it again', async () => {
      await lease(state, 'q', 'ann')
      expect(await lease(state, 'q', 'ben', 999)).toBe('2')
      expect([await leased(999), await leased(1_000)]).toEqual([2, 1])
      expect(await lease(state, 'q', 'cid', 1_000)).toBe('1')
      expect(await lease(state, 'q', 'ann', 1_000)).toBe('3')
    })

    it('is free again where the clock was set right since it was taken', async () => {
      await lease(state, 'q', 'ann', LEASE_MS_MAX)
      expect([await leased(), await leased(LEASE_MS_MAX)]).toEqual([0, 1])
      expect(await lease(state, 'q', 'ben')).toBe('1')
      expect(await lease(state, 'q', 'ann')).toBe('2')
    })

    it('that wants two is in hand of two at once, and of no third', async () => {
      await addQueue(state, 'two', [makeItem('a', { reviewersWanted: 2 })])
      const asked = [
        await lease(state, 'two', 'ann'),
        await lease(state, 'two', 'ben'),
        await lease(state, 'two', 'cid'),
      ]
      expect(asked).toEqual(['a', 'a', null])
      await state.saveReview(savingOf('a', 'ann'))
      expect(await lease(state, 'two', 'cid')).toBeNull()
    })

    it('is not asked of whom reviewed or skipped it, and is of others while it wants somebody', async () => {
      await addQueue(state, 'two', [makeItem('a', { reviewersWanted: 2 })])
      await lease(state, 'two', 'ann')
      await state.saveReview(savingOf('a', 'ann'))
      expect([await lease(state, 'two', 'ann'), await lease(state, 'two', 'ben')]).toEqual([null, 'a'])
      await state.saveReview(savingOf('a', 'ben', 'skipped'))
      expect([await lease(state, 'two', 'ben'), await lease(state, 'two', 'cid')]).toEqual([null, 'a'])
      await state.saveReview(savingOf('a', 'cid', 'unsure'))
      expect(await lease(state, 'two', 'dan')).toBeNull()
      expect(await state.reviewItem('a')).toMatchObject({ state: 'done', reviewersDone: 2 })
    })

    it('is in hand in one queue and not in another', async () => {
      await addQueue(state, 'other', [makeItem('x')])
      expect([await lease(state, 'q', 'ann'), await lease(state, 'other', 'ann')]).toEqual(['1', 'x'])
      expect(await lease(state, 'nothing', 'ann')).toBeNull()
    })

    it('is in nobody’s hand once it is done or dropped', async () => {
      await lease(state, 'q', 'ann')
      await lease(state, 'q', 'ben')
      await state.saveReview(savingOf('1', 'cid'))
      await state.dropReviewItem('2')
      expect(await leased()).toBe(0)
      expect([await lease(state, 'q', 'ann'), await lease(state, 'q', 'ben')]).toEqual(['3', null])
    })
  })
}
