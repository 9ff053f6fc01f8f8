// Goes on working while there is work, in turns with whatever else its thread does.

import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Poke } from './job-messages.ts'
import type { Work } from './work.ts'

export interface Loop {
  poke: (poke: Poke) => void
  /** Resolves when the step and the job under way are done. */
  stop: () => Promise<void>
}

export function startLoop(work: Work): Loop {
  let isStopping = false
  let isPoked = false
  let wake = (): void => undefined

  function rest(restMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, restMs)
      // It keeps no process by itself.
      timer.unref()
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  async function run(): Promise<void> {
    for (;;) {
      isPoked = false
      const restMs = await work.step()
      if (isStopping) return
      // A poke during the step may have come too late for it.
      if (restMs === 0 || isPoked) await nextTurn()
      else await rest(restMs)
      if (isStopping) return
    }
  }

  function rouse(): void {
    isPoked = true
    wake()
  }

  const ended = run()
  return {
    poke: (poke) => {
      work.poke(poke)
      rouse()
    },
    stop: async () => {
      isStopping = true
      rouse()
      await ended
      await work.settle()
    },
  }
}
