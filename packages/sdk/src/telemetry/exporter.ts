// One batch to one address: writes the request and posts it. Keeps nothing and never throws.
import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api'
import type { Clock } from '../clock.ts'
import type { Batch, Platform } from '../platform/platform.ts'
import { writeBody } from './request-body.ts'
import { judge, nameOf, type Verdict, waitForTheWay } from './verdict.ts'

export type Exporter = (batch: Batch, signal: AbortSignal) => Promise<Verdict>

const REQUEST_MS_MAX = 10_000

// OpenTelemetry's own key, by its description: an app that traces its requests must not trace ours.
const untraced = ROOT_CONTEXT.setValue(createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING'), true)

export interface Destination {
  address: string
  /** Sent as a bearer token. */
  key: string | undefined
  /** Whoever waits on disk can wait until somebody has put the address or the key right. */
  isPatient?: boolean | undefined
}

export interface ExporterHost {
  clock: Clock
  platform: Pick<Platform, 'compress' | 'countBytes' | 'post' | 'startTimer'>
}

export function createExporter({ address, key, isPatient }: Destination, { clock, platform }: ExporterHost): Exporter {
  // Costs 5 µs per kilobyte here and half of that over there; within one machine there is nothing to save by it.
  const isCompressed = !isThisMachine(address)
  const headers = {
    'content-type': 'application/json',
    ...(isCompressed && { 'content-encoding': 'gzip' }),
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  }

  return async function exportBatch(batch, signal) {
    const limit = limitTime(signal, platform.startTimer)
    try {
      const written = await writeBody(batch, platform)
      const body = isCompressed ? await platform.compress(written) : written
      const request = { address, headers, body, signal: limit.signal }
      const verdict = judge(await context.with(untraced, () => platform.post(request)), clock.nowMs())
      return isPatient === true ? waitForTheWay(verdict) : verdict
    } catch (error) {
      return { outcome: 'unavailable', reason: limit.isOver() ? 'timeout' : nameOf(error), retryAfterMs: null }
    } finally {
      limit.clear()
    }
  }
}

function isThisMachine(address: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname)
}

interface TimeLimit {
  signal: AbortSignal
  isOver: () => boolean
  clear: () => void
}

function limitTime(outer: AbortSignal, startTimer: Platform['startTimer']): TimeLimit {
  const controller = new AbortController()
  const abort = (): void => controller.abort()
  const stopTimer = startTimer(REQUEST_MS_MAX, abort)
  if (outer.aborted) abort()
  outer.addEventListener('abort', abort)
  return {
    signal: controller.signal,
    isOver: () => controller.signal.aborted && !outer.aborted,
    clear: () => {
      stopTimer()
      outer.removeEventListener('abort', abort)
    },
  }
}
