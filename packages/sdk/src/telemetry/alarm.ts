// Wakes one sleeper: the earliest call that was asked for wins, and none of them keeps the process alive.
import { AsyncResource } from 'node:async_hooks'

/** Before the call returns. */
export const NOW = null
/** As soon as the event loop is free. */
export const SOON_MS = 0

export function createAlarm(wake: () => void): (delayMs: number | typeof NOW) => void {
  let timer: NodeJS.Timeout | undefined
  let timerDelayMs = Infinity

  // Bound to where the alarm was made: whoever sets it first would otherwise lend its async context, and all that hangs
  // on it, to everything that follows.
  const ring = AsyncResource.bind((): void => {
    clearTimeout(timer)
    timerDelayMs = Infinity
    wake()
  })
  const setTimer = AsyncResource.bind((delayMs: number): void => {
    clearTimeout(timer)
    timerDelayMs = delayMs
    timer = setTimeout(ring, delayMs)
    timer.unref()
  })

  return (delayMs) => {
    if (delayMs === NOW) ring()
    else if (delayMs < timerDelayMs) setTimer(delayMs)
  }
}
