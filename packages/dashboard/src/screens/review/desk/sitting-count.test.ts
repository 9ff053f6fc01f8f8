import { expect, test } from 'vitest'
import { createSittingCount } from './sitting-count.ts'

const who = { queue: 'q', reviewer: 'Ann' }

function makeDrawer(kept: Map<string, string> = new Map()) {
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, text: string) => void kept.set(name, text),
  }
}

test('what is decided counts once, what is skipped or taken back does not', () => {
  const count = createSittingCount(who, makeDrawer)
  count.change(null, 'good')
  count.change('good', 'bad')
  count.change(null, 'skipped')
  expect(count.read()).toBe(1)
  count.change('skipped', 'unsure')
  expect(count.read()).toBe(2)
  count.change('bad', null)
  count.change('unsure', null)
  count.change('good', null)
  expect(count.read()).toBe(0)
})

test('it outlives the page, for its queue and its reviewer alone, and nonsense is nothing', () => {
  const kept = new Map<string, string>()
  createSittingCount(who, () => makeDrawer(kept)).change(null, 'good')
  const readBy = (queue: string, reviewer: string) =>
    createSittingCount({ queue, reviewer }, () => makeDrawer(kept)).read()
  expect([readBy('q', 'Ann'), readBy('q', 'Bo'), readBy('r', 'Ann')]).toEqual([1, 0, 0])
  kept.set('trimtab.sitting.q.Bo', 'many')
  expect(readBy('q', 'Bo')).toBe(0)
})

test('where nothing may be kept it counts all the same', () => {
  const count = createSittingCount(who, () => {
    throw new Error('not allowed')
  })
  count.change(null, 'good')
  expect(count.read()).toBe(1)
})
