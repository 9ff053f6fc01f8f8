// Brings one batch to its end: retries while the collector is away, halves what is too large for it, and reports what
// became of every item. Ends early only when it is told to give up.
import type { Platform } from '../platform/platform.ts'
import type { Exporter, Verdict } from './exporter.ts'
import type { Item } from './queue.ts'
import { backoffMs, pause } from './retry.ts'

/** What became of some items of a batch: how many arrived, and why the others did not. */
export interface Fate {
  items: readonly Item[]
  sent: number
  lossReason: string
  /** What the collector said of those it did not take. */
  explanation?: string | undefined
}

export interface Delivery {
  send: Exporter
  random: () => number
  startTimer: Platform['startTimer']
  givingUp: AbortSignal
  settle: (fate: Fate) => void
}

export async function deliver(items: readonly Item[], delivery: Delivery): Promise<void> {
  const verdict = await sendUntilAnswered(items, delivery)
  if (verdict === 'given_up') return delivery.settle({ items, sent: 0, lossReason: 'closed' })
  switch (verdict.outcome) {
    case 'accepted': {
      const sent = Math.max(items.length - verdict.rejected, 0)
      return delivery.settle({ items, sent, lossReason: 'rejected', explanation: verdict.reason })
    }
    case 'refused':
      return delivery.settle({ items, sent: 0, lossReason: `http_${verdict.status}` })
    case 'too_large': {
      if (items.length === 1) return delivery.settle({ items, sent: 0, lossReason: 'too_large' })
      const half = Math.ceil(items.length / 2)
      await deliver(items.slice(0, half), delivery)
      return deliver(items.slice(half), delivery)
    }
  }
}

type Answer = Exclude<Verdict, { outcome: 'unavailable' }>

/** Without an end: what waits meanwhile is bounded by the queue, and no answer so far means that trying is worth it. */
async function sendUntilAnswered(items: readonly Item[], delivery: Delivery): Promise<Answer | 'given_up'> {
  const encoded = items.map((item) => item.json)
  for (let attempt = 0; !delivery.givingUp.aborted; attempt += 1) {
    const verdict = await delivery.send(encoded, delivery.givingUp)
    if (verdict.outcome !== 'unavailable') return verdict
    await pause(verdict.retryAfterMs ?? backoffMs(attempt, delivery.random), delivery.givingUp, delivery.startTimer)
  }
  return 'given_up'
}
