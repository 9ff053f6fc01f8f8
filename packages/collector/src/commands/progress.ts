// One line that is written over and over, only for a person who watches.

const PROGRESS_EVERY_MS = 200

export interface Progress {
  show: (line: string) => void
  /** Part of a whole, in hundredths. */
  showPart: (doing: string, done: number, total: number | null) => void
  clear: () => void
}

export function showProgress({ json }: { json?: boolean }): Progress {
  const isWatched = process.stderr.isTTY && json !== true
  let shownMs = 0
  const show = (line: string): void => {
    const nowMs = performance.now()
    if (!isWatched || nowMs - shownMs < PROGRESS_EVERY_MS) return
    shownMs = nowMs
    process.stderr.write(`\r\u001B[K${line}`)
  }
  return {
    show,
    showPart: (doing, done, total) => {
      const part = total === null || total === 0 ? '' : `, ${Math.floor((done / total) * 100)} %`
      show(`${doing}${part}`)
    },
    clear: () => {
      if (shownMs > 0) process.stderr.write('\r\u001B[K')
      shownMs = 0
    },
  }
}
