// A script that simply ends has not waited for anyone: when nothing is left to do, what is recorded gets one last chance,
// and what may lie on disk goes there at the very last.
import type { Platform } from '../platform/platform.ts'
import type { Recorder } from './recorder.ts'

const EXIT_FLUSH_MS_MAX = 2000

export interface LastChance {
  /** Makes what a recorder tells when it has, or no longer has, something that can be saved and is not. */
  hearOf: () => (isUnsaved: boolean) => void
  /** Looks after these; before they are asked, `finish` records what is still open. */
  watch: (recorders: readonly Recorder[], finish?: () => void) => void
  cancel: () => void
}

export function createLastChance({ onExit }: Pick<Platform, 'onExit'>): LastChance {
  let recorders: readonly Recorder[] = []
  let finish = (): void => {}
  const unsaved = new Set<object>()

  async function leave(recorder: Recorder): Promise<void> {
    await recorder.leave(EXIT_FLUSH_MS_MAX)
    const { queued, spooled } = recorder.stats()
    // A request that hangs would hold the process for as long as the request may take.
    if (queued + spooled > 0) await recorder.close(0)
  }

  function save(): void {
    for (const recorder of recorders) recorder.save()
  }

  const watch = onExit({
    idle: () => {
      finish()
      for (const recorder of recorders) void leave(recorder)
    },
    // What is open may yet come to its own end.
    warned: save,
    last: () => {
      finish()
      save()
    },
  })
  return {
    hearOf: () => {
      const self = {}
      return (isUnsaved) => {
        if (unsaved.has(self) === isUnsaved) return
        if (isUnsaved) unsaved.add(self)
        else unsaved.delete(self)
        watch.watchSignals(unsaved.size > 0)
      }
    },
    watch: (all, finishOpen = () => {}) => {
      recorders = all
      finish = finishOpen
    },
    cancel: watch.cancel,
  }
}
