// Sends every OTLP body that was stored on to another backend as well. It never stands in the way of ingest: what waits
// is bounded, the oldest gives way to the newest, and whatever is not sent is counted with its reason.

import { gzip } from 'node:zlib'
import { promisify } from 'node:util'
import { type Clock, systemClock } from '../clock.ts'
import type { Encoding, Signal } from '../otlp/otlp.ts'
import { type Attempt, type ForwardTarget, sendOnce } from './target.ts'
import { tellTroubles } from './tell-troubles.ts'
import { createWaitingLine, type Waiting } from './waiting-line.ts'

/** Names the collectors that a body came through, so that it is not sent round in a circle. */
export const VIA_HEADER = 'x-trimtab-via'

const WAITING_BYTES_MAX = 32 * 1024 * 1024
const SENDERS_MAX = 4
const ATTEMPTS_MAX = 6
const BACKOFF_MS_MAX = 30_000
const STOP_MS_MAX = 5000
const HOPS_MAX = 8

/** Attempts of one body after which it is told that the other side is away: one that restarts is no trouble. */
const ATTEMPTS_UNTOLD = 1

export const DROP_REASONS = ['queue_full', 'memory', 'refused', 'unreachable', 'circle', 'stopped'] as const
type DropReason = (typeof DROP_REASONS)[number]

interface ForwardCounts {
  forwarded: number
  dropped: { [reason in DropReason]: number }
  waitingBytes: number
  waiting: number
}

export interface Forward {
  /** A body of null is one that there was no room to copy. */
  offer: (offered: { signal: Signal; encoding: Encoding; body: Uint8Array | null; via: string | undefined }) => void
  counts: () => ForwardCounts
  /** Sends what waits, for a few seconds at most. */
  stop: () => Promise<void>
}

interface ForwardOptions {
  target: ForwardTarget
  /** Tells this collector from others on the way of a body. */
  ownName: string
  send?: typeof sendOnce
  /** Resolves after this time, or as soon as the signal is aborted. */
  pause?: (ms: number, signal: AbortSignal) => Promise<void>
  bytesMax?: number
  stopMsMax?: number
  clock?: Clock
  /** Told in a sentence what goes wrong, at most once a minute for the same, and that it goes well again. */
  say?: (trouble: { sentence: string; count: number | undefined }) => void
}

export function createForward(options: ForwardOptions): Forward {
  const { target, ownName, send = sendOnce, pause = pauseFor } = options
  const { bytesMax = WAITING_BYTES_MAX, stopMsMax = STOP_MS_MAX } = options
  const { clock = systemClock, say = () => undefined } = options
  const troubles = tellTroubles({ host: new URL(target.url).host, clock, say })
  const dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as ForwardCounts['dropped']
  const hurry = new AbortController()
  const giveUp = new AbortController()
  const senders = new Set<Promise<void>>()
  let forwarded = 0

  const drop = (reason: DropReason): void => {
    dropped[reason] += 1
    if (reason === 'queue_full' || reason === 'memory' || reason === 'circle') troubles.tell(reason)
  }

  const line = createWaitingLine({ bytesMax, onGaveWay: () => drop('queue_full') })

  const deliver = async (waiting: Waiting): Promise<'forwarded' | DropReason> => {
    const packed = await promisify(gzip)(waiting.body)
    for (let attempt = 1; ; attempt += 1) {
      const headers = { [VIA_HEADER]: waiting.via }
      const outcome = await send({ ...waiting, packed, headers, target, abort: giveUp.signal })
      if (outcome.kind === 'taken') return 'forwarded'
      if (outcome.kind === 'refused') {
        troubles.tell('refused', outcome.why)
        return 'refused'
      }
      if (giveUp.signal.aborted) return 'stopped'
      if (attempt === ATTEMPTS_MAX) return 'unreachable'
      if (hurry.signal.aborted) return 'stopped'
      if (attempt > ATTEMPTS_UNTOLD) troubles.tell('away', outcome.why)
      await pause(backoffMs(attempt, outcome), hurry.signal)
    }
  }

  const sendWhatWaits = async (): Promise<void> => {
    for (let waiting = line.takeOldest(); waiting !== undefined; waiting = line.takeOldest()) {
      const outcome = await deliver(waiting)
      if (outcome !== 'forwarded') drop(outcome)
      else {
        forwarded += 1
        troubles.over()
      }
    }
  }

  const startSender = (): void => {
    if (senders.size >= SENDERS_MAX) return
    const sender = sendWhatWaits().finally(() => senders.delete(sender))
    senders.add(sender)
  }

  return {
    offer: ({ signal, encoding, body, via }) => {
      const passed = (via ?? '').split(',').filter((name) => name !== '')
      const reason = hurry.signal.aborted ? 'stopped' : whyNotKept({ body, passed, ownName, bytesMax })
      if (body === null || reason !== null) return drop(reason ?? 'memory')
      line.add({ signal, encoding, body, via: [...passed, ownName].join(',') })
      startSender()
    },
    counts: () => ({ forwarded, dropped: { ...dropped }, ...line.counts() }),
    stop: async () => {
      hurry.abort()
      const deadline = setTimeout(() => {
        dropped.stopped += line.clear()
        giveUp.abort()
      }, stopMsMax)
      await Promise.all(senders)
      clearTimeout(deadline)
    },
  }
}

interface Offered {
  body: Uint8Array | null
  passed: string[]
  ownName: string
  bytesMax: number
}

function whyNotKept({ body, passed, ownName, bytesMax }: Offered): DropReason | null {
  if (body === null) return 'memory'
  if (passed.includes(ownName) || passed.length >= HOPS_MAX) return 'circle'
  return body.byteLength > bytesMax ? 'queue_full' : null
}

/** Twice as long each time, and as long as the other side asks. */
function backoffMs(attempt: number, outcome: Extract<Attempt, { kind: 'again' }>): number {
  return Math.min(Math.max(1000 * 2 ** (attempt - 1), outcome.waitMs), BACKOFF_MS_MAX)
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(end, ms)
    function end(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end)
  })
}
