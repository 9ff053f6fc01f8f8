import { expect, it } from 'vitest'
import { makeBatch, makeRow } from '../../../fixtures/predictions.ts'
import { openInMemory } from '../fixtures/open-store.ts'

it('the sessions of a task are the same ones, however many predictions of it there are elsewhere', async () => {
  const { rows, close } = openInMemory()
  const tasks = ['a', 'b', 'a', 'a', 'b', 'c']
  await rows.add(
    makeBatch({ predictions: tasks.map((task, number) => makeRow(number, { task, session: `s-${number}` })) }),
  )
  const sessionsOfA = async () => (await rows.sessions({ limit: 2, task: 'a' }))?.sessions.map(({ session }) => session)
  expect(await sessionsOfA()).toEqual(['s-3', 's-2'])
  await rows.add(
    makeBatch({ predictions: Array.from({ length: 5001 }, (_, number) => makeRow(10 + number, { task: 'a' })) }),
  )
  expect(await sessionsOfA()).toEqual(['s-3', 's-2'])
  close()
})
