import { expect, it } from 'vitest'
import { makeFeedback } from '../fixtures/feedback.ts'
import { makeBatch, makeRow, START } from '../fixtures/predictions.ts'
import { openInMemory } from '../store/sqlite/fixtures/open-store.ts'
import { readOverview } from './overview.ts'
import { rollUp } from './roll-up.ts'

const HOUR_MS = 3_600_000

it('the overview says the same before and after everything is folded', async () => {
  const { rows, close } = openInMemory()
  await rows.add(
    makeBatch({
      predictions: [
        makeRow(1, { task: 'a', kind: 'ranking', durationMs: 5 }),
        makeRow(2, { task: 'a', startedAt: new Date(START - 24 * HOUR_MS).toISOString() }),
        makeRow(3, { task: 'a', startedAt: new Date(START - 25 * HOUR_MS).toISOString() }),
        makeRow(4, { task: 'a', startedAt: new Date(START - 48 * HOUR_MS).toISOString() }),
        makeRow(5, { task: 'a', startedAt: new Date(START - 49 * HOUR_MS).toISOString(), status: 'error' }),
        makeRow(6, { task: 'b' }),
      ],
      feedback: [makeFeedback('f-1', { prediction: makeRow(6).facts.id }), makeFeedback('f-2', { key: 'nobody' })],
    }),
  )
  const before = await readOverview(rows, START + HOUR_MS - 1)
  expect(before).toMatchObject({ predictions: 6, rated: 1, corrected: 0, waiting: 1, isWhole: true })
  const [b, a] = before.tasks
  expect(b).toMatchObject({ task: 'b', kind: 'generation', predictions: 1, thumbsUp: 1, day: { thumbsUp: 1 } })
  expect(a).toMatchObject({
    task: 'a',
    kind: 'ranking',
    predictions: 5,
    errors: 1,
    firstAt: new Date(START - 49 * HOUR_MS).toISOString(),
    lastAt: new Date(START + 1).toISOString(),
    day: { predictions: 2, durationMs: { count: 1 } },
    dayBefore: { predictions: 2 },
  })
  while (await rollUp(rows)) continue
  expect(await readOverview(rows, START + HOUR_MS - 1)).toEqual(before)
  close()
})
