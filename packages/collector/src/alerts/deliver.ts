// Sends what waits, and tries again what did not arrive, ever more seldom, until it is given up.

import type { Clock } from '../clock.ts'
import type { AlarmStore, StoredChannel, StoredDelivery } from '../store/state-alarms.ts'
import { messageFor } from './messages.ts'
import type { Post, Posted } from './post.ts'

const SECOND_MS = 1_000
/** After each try: as Standard Webhooks has it, 27 hours and a half in all. */
const AGAIN_MS: readonly number[] = [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map((seconds) => seconds * SECOND_MS)
/** A claim stands for longer than any answer is waited for, so that no other process sends it meanwhile. */
const CLAIM_MS: number = 60 * SECOND_MS
/** Of those that are due at once. */
const AT_ONCE_MAX = 20
/** Whoever answers so takes nothing more. */
const GONE = 410

export interface DeliverParts {
  state: Pick<AlarmStore, 'channels' | 'dueDeliveries' | 'moveDelivery'>
  post: Post
  clock: Clock
}

/** Whether anything was tried. */
export async function deliverDue({ state, post, clock }: DeliverParts): Promise<boolean> {
  const due = await state.dueDeliveries(new Date(clock()).toISOString(), AT_ONCE_MAX)
  if (due.length === 0) return false
  const channels = new Map((await state.channels()).map((channel) => [channel.id, channel]))
  for (const delivery of due) await deliver(delivery, channels.get(delivery.channel), { state, post, clock })
  return true
}

async function deliver(
  delivery: StoredDelivery,
  channel: StoredChannel | undefined,
  { state, post, clock }: DeliverParts,
): Promise<void> {
  const at = new Date(clock())
  // Claimed before it is sent, so that two processes do not send it both; where this one dies it is tried again.
  const claimed = claim(delivery, at)
  if (!(await state.moveDelivery(claimed, delivery.attempts))) return
  const posted: Posted =
    channel === undefined || channel.isPaused
      ? { status: GONE, said: channel === undefined ? 'the channel was removed' : 'the channel is paused' }
      : await post(messageFor(channel, delivery.id, delivery.body, at))
  await state.moveDelivery(outcomeOf(claimed, posted, at), claimed.attempts)
}

function claim(delivery: StoredDelivery, at: Date): StoredDelivery {
  const isLast = AGAIN_MS[delivery.attempts] === undefined
  return {
    ...delivery,
    attempts: delivery.attempts + 1,
    triedAt: at.toISOString(),
    nextAt: isLast ? null : new Date(at.getTime() + CLAIM_MS).toISOString(),
    state: isLast ? 'failed' : 'waiting',
    answer: 'sent, and no answer yet',
  }
}

function outcomeOf(claimed: StoredDelivery, { status, said }: Posted, at: Date): StoredDelivery {
  const answer = status === null ? said : said === '' ? String(status) : `${status} ${said}`
  const isSent = status !== null && status >= 200 && status < 300
  if (isSent) return { ...claimed, state: 'sent', nextAt: null, answer }
  if (status === GONE) return { ...claimed, state: 'failed', nextAt: null, answer }
  const againMs = AGAIN_MS[claimed.attempts - 1]
  const nextAt = againMs === undefined ? null : new Date(at.getTime() + againMs).toISOString()
  return { ...claimed, nextAt, answer }
}
