// How long somebody is willing to wait, whatever was given for it.

/** What a timer can hold: some 25 days. Beyond, it would ring at once. */
const TIMER_MS_MAX = 2 ** 31 - 1

/** Of options that may be anything: callers are not all type-checked, and whoever flushes must not be thrown at. */
export function readTimeoutMs(options: unknown, defaultMs: number): number {
  const given: unknown = (options as { timeoutMs?: unknown } | null | undefined)?.timeoutMs
  if (typeof given !== 'number' || Number.isNaN(given)) return defaultMs
  return Math.min(Math.max(given, 0), TIMER_MS_MAX)
}
