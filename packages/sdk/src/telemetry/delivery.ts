// Brings what waits to the collector, one request at a time: retries while it is away, halves what is too large for it, and
// settles every item once. Ends when nothing waits, or when it is told to give up.
import type { Exporter } from './exporter.ts'
import type { Verdict } from './verdict.ts'
import { halve, type Parcel } from './parcel.ts'
import { backoffMs } from './retry.ts'
import type { Tally } from './tally.ts'

export interface DeliveryHost {
  send: Exporter
  tally: Tally
  random: () => number
  givingUp: AbortSignal
  /** Waits before the next attempt, so long or until somebody is in a hurry. */
  pause: (durationMs: number) => Promise<void>
  /** The parcel to send now. */
  next: () => Promise<Parcel | undefined>
  /** It is to be the next again, before all others. */
  keep: (...parcels: Parcel[]) => void
  /** Nobody has taken it: it can wait on disk. False when it cannot. */
  setAside: (parcel: Parcel) => Promise<boolean>
  /** It needs nothing any more: neither memory nor disk. */
  release: (parcel: Parcel) => Promise<void>
  tellPresence: (isAway: boolean) => void
}

export async function deliverAll(host: DeliveryHost): Promise<void> {
  let failures = 0
  while (!host.givingUp.aborted) {
    const parcel = await host.next()
    if (parcel === undefined) return
    const verdict = await host.send(parcel.batch, host.givingUp)
    if (verdict.outcome === 'unavailable') {
      if (host.givingUp.aborted) return host.keep(parcel)
      host.tally.addRetried(verdict.reason)
      if (!(await host.setAside(parcel))) host.keep(parcel)
      host.tellPresence(true)
      if (host.givingUp.aborted) return
      // Without an end: what waits meanwhile is bounded, and no answer so far means that trying is worth it.
      await host.pause(verdict.retryAfterMs ?? backoffMs(failures, host.random))
      failures += 1
    } else {
      failures = 0
      host.tellPresence(false)
      await settle(parcel, verdict, host)
    }
  }
}

type Answer = Exclude<Verdict, { outcome: 'unavailable' }>

async function settle(parcel: Parcel, verdict: Answer, { tally, keep, release }: DeliveryHost): Promise<void> {
  const count = parcel.batch.items.length
  switch (verdict.outcome) {
    case 'accepted': {
      const rejected = Math.min(verdict.rejected, count)
      tally.addSent(count - rejected)
      tally.addDropped('rejected', rejected)
      tally.explain(verdict.explanation)
      return release(parcel)
    }
    case 'refused':
      tally.addDropped(verdict.reason, count)
      return release(parcel)
    case 'too_large':
      if (count > 1) return keep(...halve(parcel))
      tally.addDropped('too_large', 1)
      return release(parcel)
  }
}
