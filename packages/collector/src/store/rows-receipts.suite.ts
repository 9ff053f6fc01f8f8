// What a store says of feedback that it is given: whether it is new, and what was said of the same before.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts } from '../fixtures/predictions.ts'
import type { Rows } from './rows.ts'

interface OpenedRows {
  rows: Rows
  close: () => void
}

/** A place is opened again after each restart. */
export function testReceiptsOfRows(
  engine: string,
  makePlace: () => { open: () => OpenedRows; remove: () => void },
): void {
  let place: ReturnType<typeof makePlace>
  let store: OpenedRows

  beforeEach(() => {
    place = makePlace()
    store = place.open()
  })
  afterEach(() => {
    store.close()
    place.remove()
  })

  const prediction = makeFacts(1).id
  const add = async (...feedback: ReturnType<typeof makeFeedback>[]) =>
    (await store.rows.add(makeBatch({ feedback }))).isNew

  function restart(): void {
    store.close()
    store = place.open()
  }

  describe(`the receipt of feedback in ${engine}`, () => {
    it('says of the second of an id that it is not new, also across a restart', async () => {
      expect(await add(makeFeedback('f-1', { prediction }))).toEqual([true])
      expect(await add(makeFeedback('f-1', { prediction, value: false }))).toEqual([false])
      restart()
      expect(await add(makeFeedback('f-2', { prediction }), makeFeedback('f-1', { prediction }))).toEqual([true, false])
    })

    it('says so within one batch, and not of another target', async () => {
      const both = [makeFeedback('f-1', { prediction }), makeFeedback('f-1', { prediction, value: false })]
      expect(await add(...both, makeFeedback('f-1', { key: 'k' }))).toEqual([true, false, true])
    })
  })

  describe(`what was said under a target in ${engine}`, () => {
    it('is there before what it means, of every task, the last that came first', async () => {
      const said = ['a', 'b'].map((task) => makeFeedback(`f-${task}`, { key: 'k\u0000', task }))
      await add(...said, makeFeedback('f-3', { session: 'k\u0000' }))
      expect(await store.rows.saidOf({ key: 'k\u0000' })).toEqual(said.toReversed())
      restart()
      expect(await store.rows.saidOf({ key: 'k\u0000', prediction: null })).toEqual(said.toReversed())
      expect(await store.rows.saidOf({ prediction })).toEqual([])
    })
  })
}
