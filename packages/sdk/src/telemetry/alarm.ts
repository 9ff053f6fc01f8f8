// Wakes one sleeper: the earliest call that was asked for wins, and none of them keeps the process alive.
import type { Platform } from '../platform/platform.ts'

/** Before the call returns. */
export const NOW = null
/** As soon as the event loop is free. */
export const SOON_MS = 0

export function createAlarm(
  wake: () => void,
  { detach, startTimer }: Pick<Platform, 'detach' | 'startTimer'>,
): (delayMs: number | typeof NOW) => void {
  let stopTimer = (): void => {}
  let timerDelayMs = Infinity

  // Bound to where the alarm was made: whoever sets it first would otherwise lend its async context, and all that hangs
  // on it, to everything that follows.
  const ring = detach((): void => {
    stopTimer()
    timerDelayMs = Infinity
    wake()
  })
  const setTimer = (delayMs: number): void => {
    stopTimer()
    timerDelayMs = delayMs
    stopTimer = startTimer(delayMs, ring)
  }

  return (delayMs) => {
    if (delayMs === NOW) ring()
    else if (delayMs < timerDelayMs) setTimer(delayMs)
  }
}
