// Tells people of alarms: plans what is to be said, and says what is due, a little at a time.

import type { AlertTest } from '@trimtab/contract/drift'
import type { Clock } from '../clock.ts'
import type { AlarmStore, StoredChannel } from '../store/state-alarms.ts'
import { type DeliverParts, deliverDue } from './deliver.ts'
import { bodyFor, messageFor } from './messages.ts'
import { planDeliveries, type PlanParts } from './plan.ts'
import type { Post } from './post.ts'

/** Alarms are looked for that often. */
const LOOK_MS = 5_000

export interface AlertSender {
  /** Whether anything was planned. What is due is sent beside whatever else goes on. */
  step: () => Promise<boolean>
  /** An alarm was opened, or the rules changed. */
  poke: () => void
}

export function createAlertSender(
  parts: PlanParts & DeliverParts & { onDefect: (error: unknown) => void },
): AlertSender {
  let lookedMs: number | null = null
  let isSending = false

  /** Whoever is slow to answer holds up nothing but this. */
  async function send(): Promise<void> {
    isSending = true
    try {
      while (await deliverDue(parts));
    } catch (error) {
      parts.onDefect(error)
    } finally {
      isSending = false
    }
  }
  return {
    step: async () => {
      const nowMs = parts.clock()
      const sinceMs = lookedMs === null ? LOOK_MS : nowMs - lookedMs
      if (sinceMs >= 0 && sinceMs < LOOK_MS) return false
      lookedMs = nowMs
      const isPlanned = await planDeliveries(parts)
      if (!isSending) void send()
      return isPlanned
    },
    poke: () => {
      lookedMs = null
    },
  }
}

/** Sends one message that says that it can be sent, at once and whatever the hour; it is among the deliveries, once. */
export async function testChannel(
  channel: StoredChannel,
  {
    state,
    post,
    clock,
    makeId,
  }: { state: Pick<AlarmStore, 'addDeliveries'>; post: Post; clock: Clock; makeId: () => string },
): Promise<AlertTest> {
  const at = new Date(clock())
  const body = bodyFor(channel, { kind: 'test', at: at.toISOString(), alarms: [], markers: [], drifted: null })
  const id = `test.${makeId()}`
  const { status, said } = await post(messageFor(channel, id, body, at))
  const isDelivered = status !== null && status >= 200 && status < 300
  const answer = status === null ? said : `${status} ${said}`.trim()
  await state.addDeliveries([
    {
      id,
      channel: channel.id,
      alarms: [],
      state: isDelivered ? 'sent' : 'failed',
      attempts: 1,
      createdAt: at.toISOString(),
      triedAt: at.toISOString(),
      nextAt: null,
      answer,
      body,
    },
  ])
  return { isDelivered, answer }
}
