// The laws of reviews, whatever engine keeps the state.
import { describe } from 'vitest'
import type { OpenedState } from './fixtures/opened-state.ts'
import { testReviewFilling } from './state-reviews-filling.suite.ts'
import { testReviewForgetting } from './state-reviews-forgetting.suite.ts'
import { testReviewLeases } from './state-reviews-leases.suite.ts'
import { testReviewModel } from './state-reviews-model.suite.ts'
import { testReviewQueues } from './state-reviews-queues.suite.ts'
import { testReviewSaving } from './state-reviews-saving.suite.ts'

export function testReviews(engine: string, open: () => OpenedState): void {
  // Each by itself, or each test would open the stores of all.
  describe('queues', () => {
    testReviewQueues(engine, open)
  })
  describe('filling', () => {
    testReviewFilling(engine, open)
  })
  describe('leases', () => {
    testReviewLeases(engine, open)
  })
  describe('saving', () => {
    testReviewSaving(engine, open)
  })
  describe('forgetting', () => {
    testReviewForgetting(engine, open)
  })
  describe('model', () => {
    testReviewModel(engine, open)
  })
}
