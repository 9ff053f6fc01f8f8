// A script that simply ends has not waited for anyone: when nothing is left to do, what is recorded gets one last chance.
import type { Platform } from '../platform/platform.ts'
import type { Recorder } from './recorder.ts'

const EXIT_FLUSH_MS_MAX = 2000

export function flushBeforeExit(
  recorders: readonly Recorder[],
  { onExit }: Pick<Platform, 'onExit'>,
): { cancel: () => void } {
  async function leave(recorder: Recorder): Promise<void> {
    await recorder.flush(EXIT_FLUSH_MS_MAX)
    // A request that hangs would hold the process for as long as the request may take.
    if (recorder.stats().queued > 0) await recorder.close(0)
  }
  const leaveAll = (): void => {
    for (const recorder of recorders) void leave(recorder)
  }
  return { cancel: onExit({ idle: leaveAll, last: () => {} }) }
}
