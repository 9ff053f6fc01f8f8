// One line to the collector for the whole page, over which it says that something is new. It is open while somebody
// looks: a browser has few lines to one host, and each page that is open in the background would hold one.
import { LIVE_EVENTS, ROUTES } from '@trimtab/contract'

/** What is needed of a browser's EventSource. */
export interface Line {
  addEventListener: (name: string, listener: () => void) => void
  close: () => void
}

export interface News {
  /** Whether what is new is told; where it is not, whoever shows something asks now and then. */
  isOpen: () => boolean
  /** The answer ends it. */
  onNews: (listener: () => void) => () => void
}

interface NewsOptions {
  isVisible: () => boolean
  /** Calls back each time that changes. */
  onVisibility: (listener: () => void) => void
  open?: (address: string) => Line
}

export function createNews({
  isVisible,
  onVisibility,
  open = (address) => new EventSource(address),
}: NewsOptions): News {
  const listeners = new Set<() => void>()
  let line: Line | null = null
  let isOpen = false

  function adjust(): void {
    if (line !== null && (listeners.size === 0 || !isVisible())) {
      line.close()
      line = null
      isOpen = false
    } else if (line === null && listeners.size > 0 && isVisible()) {
      line = follow()
    }
  }

  function follow(): Line {
    const opened = open(ROUTES.events)
    const on = (name: string, isOpenThen: boolean): void =>
      opened.addEventListener(name, () => {
        isOpen = isOpenThen
        for (const listener of listeners) listener()
      })
    // What came while it was not open was not told; and why it broke is told to whoever asks.
    on('open', true)
    on('error', false)
    for (const name of LIVE_EVENTS) on(name, true)
    return opened
  }

  onVisibility(adjust)
  return {
    isOpen: () => isOpen,
    onNews: (listener) => {
      listeners.add(listener)
      adjust()
      return () => {
        listeners.delete(listener)
        adjust()
      }
    },
  }
}
