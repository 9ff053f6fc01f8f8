import { expect, it } from 'vitest'
import { makeItem, spanIdOf } from '../fixtures/trace-items.ts'
import { waterfallOf } from './waterfall.ts'

it('a waterfall is the spans by start time, each with the prediction it describes', () => {
  const agent = makeItem('agent', { role: 'wrapper', lasts: 3 })
  const call = makeItem('call', { role: 'call', under: 'agent', at: 1 })
  const record = { ...makeItem('call', { role: 'content', at: 1 }), part: 'log' }
  const steps = waterfallOf([record, call, agent], (spanId) => `prediction of ${spanId}`)
  expect(
    steps.map(({ name, role, durationMs, parentSpanId, prediction }) => [
      name,
      role,
      durationMs,
      parentSpanId,
      prediction,
    ]),
  ).toEqual([
    ['agent', 'wrapper', 3000, null, null],
    ['call', 'call', 1000, spanIdOf('agent'), `prediction of ${spanIdOf('call')}`],
  ])
})

it('a waterfall shows no more steps than a person looks at', () => {
  const steps = Array.from({ length: 1000 }, (_, number) => makeItem(String(number), { at: number }))
  expect(waterfallOf(steps, () => null)).toHaveLength(200)
})
