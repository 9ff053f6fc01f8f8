// For runtimes that stop a program once it has answered: hands them a promise to wait for, whenever something is recorded.
import type { Platform } from '../platform/platform.ts'
import type { Recorder } from './recorder.ts'

/** What such a runtime gives its functions, `context.waitUntil` of most of them. */
export type WaitUntil = (promise: Promise<unknown>) => void

/** They allow some 15 to 30 seconds. */
const WAIT_MS_MAX = 10_000

/** Returns what to call when something is recorded. */
export function createHandOver(
  waitUntil: WaitUntil,
  { recorders, startTimer }: { recorders: () => readonly Recorder[]; startTimer: Platform['startTimer'] },
): () => void {
  let isPending = false

  async function send(): Promise<void> {
    // Not in the middle of the call that has recorded it.
    await new Promise<void>((resolve) => void startTimer(0, resolve))
    isPending = false
    await Promise.all(recorders().map((recorder) => recorder.flush(WAIT_MS_MAX)))
  }

  return () => {
    if (isPending) return
    isPending = true
    try {
      waitUntil(send())
    } catch {
      // It may be called outside of a request, where there is nobody to wait.
    }
  }
}
