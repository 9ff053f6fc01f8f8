// What a live query needs of the browser's page, as an argument: a clock, a timer, and whether anybody is looking.

export interface Page {
  nowMs: () => number
  /** Calls back once after a delay; the answer takes it back. */
  later: (delayMs: number, callback: () => void) => () => void
  isVisible: () => boolean
  /** Calls back each time the page comes into view; the answer ends that. */
  onVisible: (callback: () => void) => () => void
}

export const browserPage: Page = {
  nowMs: () => Date.now(),
  later: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs)
    return () => clearTimeout(timer)
  },
  isVisible: () => document.visibilityState === 'visible',
  onVisible: (callback) => {
    const listener = (): void => {
      if (document.visibilityState === 'visible') callback()
    }
    document.addEventListener('visibilitychange', listener)
    return () => document.removeEventListener('visibilitychange', listener)
  },
}
