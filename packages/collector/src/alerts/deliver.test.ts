import { expect, it } from 'vitest'
import type { StoredDelivery } from '../store/state-alarms.ts'
import { deliverDue } from './deliver.ts'
import { makeChannel } from './fixtures/alerts.ts'

const NOON = '2026-11-22T12:00:00.000Z'

const waiting: StoredDelivery = {
  id: 'channel-1.one',
  channel: 'channel-1',
  alarms: ['one'],
  state: 'waiting',
  attempts: 2,
  createdAt: NOON,
  triedAt: null,
  nextAt: NOON,
  answer: null,
  body: '{}',
}

/** Tries what waits once, where another process tried it meanwhile, or did not; what was sent, and what was stored. */
async function deliver(isClaimed: boolean) {
  const sent: string[] = []
  const moved: [state: string, attempts: number, from: number][] = []
  await deliverDue({
    state: {
      channels: async () => [makeChannel()],
      dueDeliveries: async () => [waiting],
      moveDelivery: async ({ state, attempts }, from) => {
        moved.push([state, attempts, from])
        return isClaimed
      },
    },
    clock: () => Date.parse(NOON),
    post: async ({ headers }) => {
      sent.push(headers['webhook-id'] ?? '')
      return { status: 200, said: '' }
    },
  })
  return { sent, moved }
}

it('what another process has claimed meanwhile is not sent again, and nothing is said of it', async () => {
  expect(await deliver(false)).toEqual({ sent: [], moved: [['waiting', 3, 2]] })
})

it('what is claimed is sent, and what came of it is stored over the claim', async () => {
  expect(await deliver(true)).toEqual({
    sent: ['channel-1.one'],
    moved: [
      ['waiting', 3, 2],
      ['sent', 3, 3],
    ],
  })
})
