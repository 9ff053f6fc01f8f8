// The ways a Node process ends, as two words: nothing is left to do, and the last moment.
import type { ExitHandlers } from '../platform.ts'

export function onExit({ idle, last }: ExitHandlers): () => void {
  // Once: Node asks again after every last chance, and a collector that is away gets one of them.
  process.once('beforeExit', idle)
  process.once('exit', last)
  return () => {
    process.off('beforeExit', idle)
    process.off('exit', last)
  }
}
