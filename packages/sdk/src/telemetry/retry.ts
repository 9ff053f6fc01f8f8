// When to try again: the answers that ask for it, and how long to wait.
import type { Platform } from '../platform/platform.ts'

/** OTLP's retryable answers; every other status means that sending the same again would fail the same way. */
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([429, 502, 503, 504])

const BACKOFF_FIRST_MS = 500
const BACKOFF_MS_MAX = 30_000
const RETRY_AFTER_MS_MAX = 60_000

export function isRetryable(status: number): boolean {
  return RETRYABLE_STATUSES.has(status)
}

/** Doubles with every attempt; a random half of it keeps many processes from coming back in the same instant. */
export function backoffMs(attempt: number, random: () => number): number {
  const ceilingMs = Math.min(BACKOFF_FIRST_MS * 2 ** attempt, BACKOFF_MS_MAX)
  return ceilingMs / 2 + (random() * ceilingMs) / 2
}

/** `Retry-After`, in seconds or as a date; null when the answer does not say. */
export function readRetryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null || header.trim() === '') return null
  const seconds = Number(header)
  const waitMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - nowMs
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), RETRY_AFTER_MS_MAX)
}

/** Waits without keeping the process alive; ends early when the signal is aborted. */
export function pause(durationMs: number, signal: AbortSignal, startTimer: Platform['startTimer']): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = (): void => {
      stop()
      signal.removeEventListener('abort', end)
      resolve()
    }
    const stop = startTimer(durationMs, end)
    signal.addEventListener('abort', end)
  })
}
