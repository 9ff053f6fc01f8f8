// The ways a Node process ends, told to all who want to know by one listener each: nothing is left to do, a signal that
// the app deals with, and the last moment.
import type { ExitHandlers, ExitWatch } from '../platform.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

interface Watcher extends ExitHandlers {
  needsSignals: boolean
  /** Once: Node asks again after every last chance, and a collector that is away gets one of them. */
  wasIdle: boolean
}

const watchers = new Set<Watcher>()
let isListening = false

export function onExit(handlers: ExitHandlers): ExitWatch {
  const watcher: Watcher = { ...handlers, needsSignals: false, wasIdle: false }
  if (watchers.size === 0) {
    process.on('beforeExit', tellIdle)
    process.on('exit', tellLast)
  }
  watchers.add(watcher)
  return {
    watchSignals: (isNeeded) => {
      watcher.needsSignals = isNeeded
      listenAsNeeded()
    },
    cancel: () => {
      watchers.delete(watcher)
      listenAsNeeded()
      if (watchers.size > 0) return
      process.off('beforeExit', tellIdle)
      process.off('exit', tellLast)
    },
  }
}

function tellIdle(): void {
  for (const watcher of watchers) {
    if (watcher.wasIdle) continue
    watcher.wasIdle = true
    watcher.idle()
  }
}

function tellLast(): void {
  for (const watcher of watchers) watcher.last()
}

function listenAsNeeded(): void {
  listen([...watchers].some((watcher) => watcher.needsSignals))
}

function listen(isNeeded: boolean): void {
  if (isNeeded === isListening) return
  isListening = isNeeded
  for (const signal of SIGNALS) {
    // Before the others, who count the listeners.
    if (isNeeded) process.prependListener(signal, meetSignal)
    else process.off(signal, meetSignal)
  }
}

// A signal that somebody listens to no longer ends the process by itself. So that it does what it would do without us, we
// are gone before anyone else sees it. Whoever ends the process only if nobody else listens, as `signal-exit` does, finds
// nobody; where the app listens, ending is the app's business; and where no one does, the signal is sent again.
function meetSignal(signal: NodeJS.Signals): void {
  listen(false)
  const isLast = process.listenerCount(signal) === 0
  for (const watcher of watchers) {
    if (isLast) watcher.last()
    else watcher.warned()
  }
  if (isLast) process.kill(process.pid, signal)
  // The app may go on for a while, and be told again.
  else process.nextTick(listenAsNeeded)
}
