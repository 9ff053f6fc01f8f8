// The ways a Node process ends, as two words: nothing is left to do, and the last moment.
import type { ExitHandlers, ExitWatch } from '../platform.ts'

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const

export function onExit({ idle, last }: ExitHandlers): ExitWatch {
  let isWatching = false

  function watchSignals(isNeeded: boolean): void {
    if (isNeeded === isWatching) return
    isWatching = isNeeded
    for (const signal of SIGNALS) {
      if (isNeeded) process.on(signal, endBySignal)
      else process.off(signal, endBySignal)
    }
  }

  // A signal that somebody listens to no longer ends the process by itself. Where we are the only ones, it is sent again
  // without us; where the app listens, ending is the app's business.
  function endBySignal(signal: NodeJS.Signals): void {
    last()
    watchSignals(false)
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }

  // Once: Node asks again after every last chance, and a collector that is away gets one of them.
  process.once('beforeExit', idle)
  process.once('exit', last)
  return {
    watchSignals,
    cancel: () => {
      watchSignals(false)
      process.off('beforeExit', idle)
      process.off('exit', last)
    },
  }
}
