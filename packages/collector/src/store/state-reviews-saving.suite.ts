// The laws of saving a review and taking it back.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { addQueue, lease, makeItem, savingOf, timeAt } from './fixtures/review-queues.ts'
import type { State } from './state.ts'

export function testReviewSaving(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(async () => {
    store = open()
    state = store.state
    await addQueue(state, 'q', [makeItem('1'), makeItem('2', { reviewersWanted: 2 })])
  })
  afterEach(() => store.close())

  const takeBack = (item: string, reviewer: string, revision: number, ms = 0) =>
    state.takeBackReview({ item, reviewer, revision, at: timeAt(ms), until: timeAt(ms + 1_000) })

  describe(`a review in ${engine}`, () => {
    it('comes back as it was said, whatever its letters', async () => {
      const said = {
        reviewer: 'Ann \ud83d\ude00',
        decision: 'corrected' as const,
        correction: { refund: ['30 days', '\ud83d', null] },
        answers: { tone: true, clarity: 4, 'wrong.parts': ['policy', 'price'], why: '\u0000' },
        note: 'half \ud83d of a pair',
        tookMs: 1234.5,
      }
      const expected = { id: '1', ...said, at: timeAt(5), revision: 1, feedback: ['f-1', 'f-2'] }
      const saving = { item: '1', review: said, revision: 1, feedback: ['f-1', 'f-2'], at: timeAt(5) }
      expect(await state.saveReview(saving)).toEqual(expected)
      expect(await state.review('1', said.reviewer)).toEqual(expected)
      expect([await state.review('1', 'ben'), await state.review('3', said.reviewer)]).toEqual([null, null])
      expect(await state.saveReview({ ...saving, item: '3' })).toBeNull()
    })

    it('takes the place of the one before, and is counted once', async () => {
      await state.saveReview(savingOf('2', 'ann', 'good', 1))
      expect(await state.saveReview(savingOf('2', 'ann', 'bad', 2))).toMatchObject({ decision: 'bad', revision: 2 })
      expect([await state.reviewRevision('2', 'ann'), await state.reviewRevision('2', 'ben')]).toEqual([2, 0])
      expect(await state.reviewItem('2')).toMatchObject({ reviewersDone: 1, state: 'open' })
    })

    it('of a done item counts too, and one that becomes a skip opens it again', async () => {
      await state.saveReview(savingOf('1', 'ann'))
      await state.saveReview(savingOf('1', 'ben'))
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 2, state: 'done' })
      await state.saveReview(savingOf('1', 'ann', 'skipped', 2))
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 1, state: 'done' })
      await state.saveReview(savingOf('1', 'ben', 'skipped', 2))
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 0, state: 'open' })
      expect(await state.reviewProgress('q', timeAt(0))).toMatchObject({ open: 2, done: 0, skipped: 2 })
    })

    it('of an item whose prediction is gone is kept, and the item stays dropped', async () => {
      await state.dropReviewItem('1')
      await state.saveReview(savingOf('1', 'ann'))
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 1, state: 'dropped' })
      expect(await takeBack('1', 'ann', 2)).toMatchObject({ decision: 'good' })
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 0, state: 'dropped' })
      expect(await state.reviewProgress('q', timeAt(0))).toMatchObject({ leased: 0, dropped: 1 })
    })

    it('that is taken back is no more, and the item is kept for its reviewer before all others', async () => {
      const saved = await state.saveReview(savingOf('1', 'ann'))
      expect(await takeBack('1', 'ann', 2)).toEqual(saved)
      expect([await state.review('1', 'ann'), await state.reviewRevision('1', 'ann')]).toEqual([null, 2])
      expect(await takeBack('1', 'ann', 3)).toBeNull()
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 0, state: 'open' })
      expect([await lease(state, 'q', 'ben'), await lease(state, 'q', 'ann')]).toEqual(['2', '1'])
      expect([await state.reviews('q', 9), await takeBack('3', 'ann', 1)]).toEqual([[], null])
    })

    it('that is taken back is had in hand in the place of what its reviewer took up since', async () => {
      await state.saveReview(savingOf('1', 'ann'))
      expect(await lease(state, 'q', 'ann')).toBe('2')
      await takeBack('1', 'ann', 2)
      expect([await lease(state, 'q', 'ann'), await lease(state, 'q', 'ben')]).toEqual(['1', '2'])
    })

    it('that is taken back of an item that still has enough leaves it done, and nobody has it in hand', async () => {
      await state.saveReview(savingOf('1', 'ann'))
      await state.saveReview(savingOf('1', 'ben'))
      await takeBack('1', 'ann', 2)
      expect(await state.reviewItem('1')).toMatchObject({ reviewersDone: 1, state: 'done' })
      expect((await state.reviewProgress('q', timeAt(0))).leased).toBe(0)
    })

    it('that was skipped can be taken back too, and what was taken up last is had in hand first', async () => {
      await state.saveReview(savingOf('1', 'ann', 'skipped'))
      await state.saveReview(savingOf('2', 'ann', 'good'))
      await takeBack('2', 'ann', 2, 0)
      expect(await takeBack('1', 'ann', 2, 5)).toMatchObject({ decision: 'skipped' })
      expect((await state.reviewProgress('q', timeAt(5))).skipped).toBe(0)
      expect(await lease(state, 'q', 'ann', 10)).toBe('1')
      await state.saveReview(savingOf('1', 'ann', 'good', 3))
      expect(await lease(state, 'q', 'ann', 20)).toBe('2')
    })

    it('is stored only by who knows the one before: of two at once one is, and the other has to look again', async () => {
      const both = [savingOf('1', 'ann', 'good'), savingOf('1', 'ann', 'bad')]
      const saved = await Promise.all(both.map((each) => state.saveReview(each)))
      expect(saved).toMatchObject([{ decision: 'good', revision: 1 }, 'changed'])
      for (const revision of [0, 1, 3]) {
        expect(await state.saveReview(savingOf('1', 'ann', 'bad', revision))).toBe('changed')
        expect(await takeBack('1', 'ann', revision)).toBe('changed')
      }
      expect(await state.review('1', 'ann')).toEqual(saved[0])
    })

    it('that is taken back before it was saved is one change more', async () => {
      expect(await takeBack('1', 'ann', 1)).toBeNull()
      expect([await state.reviewRevision('1', 'ann'), await state.review('1', 'ann')]).toEqual([1, null])
      expect((await state.reviewProgress('q', timeAt(0))).leased).toBe(0)
      expect(await state.saveReview(savingOf('1', 'ann'))).toBe('changed')
      expect(await state.saveReview(savingOf('1', 'ann', 'good', 2))).toMatchObject({ revision: 2 })
    })
  })
}
