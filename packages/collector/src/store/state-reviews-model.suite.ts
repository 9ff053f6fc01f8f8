// Review queues do as the model does, which is said in plain variables, whatever comes in whatever order.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import {
  createReviewModel,
  doneOf,
  progressOf,
  type ReviewModel,
  reviewMoves,
  runReviewMove,
  stateOf,
} from './fixtures/review-model.ts'
import { addQueue, timeAt } from './fixtures/review-queues.ts'
import type { State } from './state.ts'

export async function expectSameQueue(state: State, model: ReviewModel): Promise<void> {
  expect(await state.reviewProgress(model.queue, timeAt(model.nowMs))).toEqual(progressOf(model))
  const found = await state.reviewItems({ queue: model.queue, limit: 100 })
  expect(
    found.map(({ item, reviews }) => ({ ...item, reviews: reviews.map(({ reviewer }) => reviewer).toSorted() })),
  ).toEqual(
    model.items.toReversed().map((item) => ({
      id: item.id,
      queue: model.queue,
      prediction: item.prediction,
      reason: item.reason,
      detail: item.detail,
      inclusionProbability: item.probability,
      state: stateOf(item),
      reviewersWanted: item.reviewersWanted,
      reviewersDone: doneOf(item),
      addedAt: expect.any(String) as string,
      reviews: [...item.said].flatMap(([reviewer, { decision }]) => (decision === null ? [] : [reviewer])).toSorted(),
    })),
  )
}

export function testReviewModel(engine: string, open: () => OpenedState): void {
  let store: OpenedState
  let state: State

  beforeEach(() => {
    store = open()
    state = store.state
  })
  afterEach(() => store.close())

  describe(`a review queue in ${engine}`, () => {
    it('does as the model does, whatever reviewers, time, new items and higher chances come together', async () => {
      let round = 0
      await fc.assert(
        fc.asyncProperty(reviewMoves, async (moves) => {
          round += 1
          const model = createReviewModel(`round ${round}`)
          await addQueue(state, model.queue)
          model.step = (await state.filling(model.queue))?.step ?? 0
          for (const move of moves) {
            const { expected, found } = await runReviewMove(state, model, move)
            expect(found).toEqual(expected)
          }
          await expectSameQueue(state, model)
          await state.deleteReviewQueue(model.queue, { actor: 'command', at: timeAt(0) })
        }),
        { numRuns: 60 },
      )
    })
  })
}
