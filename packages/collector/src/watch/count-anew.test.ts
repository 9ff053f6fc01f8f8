import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeFacts, makeRow, START } from '../fixtures/predictions.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import type { Store } from '../store/store.ts'
import { countWatchAnew } from './count-anew.ts'
import { createNewsWatcher } from './watch-news.ts'

const TASK = 'support.reply'
const clock = () => START

let store: Store

beforeEach(() => {
  store = openInMemory(clock)
})
afterEach(() => store.close())

async function send(number: number, value: number | string): Promise<void> {
  const input = { system: null, messages: null, tools: null, features: { value } }
  await store.rows.add(makeBatch({ predictions: [makeRow(number, { input })] }))
}

it('counting anew gives what was counted, and the type that a feature has by then', async () => {
  await send(1, 'a mistake')
  for (let number = 2; number <= 80; number += 1) await send(number, number)
  const thumb = makeFeedback('f', { prediction: makeFacts(3).id, value: false })
  await store.rows.add(makeBatch({ feedback: [thumb] }))
  const watcher = createNewsWatcher({ ...store, clock })
  while (await watcher.step(50));
  const before = await store.state.watchCells({ task: TASK, of: 'day' })
  const told: number[] = []
  const anew = { ...store, clock, onProgress: (done: number) => told.push(done) }
  expect(await countWatchAnew(anew)).toBe(80)
  expect(await store.state.watchCells({ task: TASK, of: 'day' })).toEqual(before)
  await store.rows.add(makeBatch({ withdrawn: [makeRow(1)] }))
  await countWatchAnew(anew)
  const watch = await store.state.watch(TASK)
  expect(watch?.signals.find(({ name }) => name === 'feature.value')?.kind).toBe('number')
})
