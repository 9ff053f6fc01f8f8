// Says that something was lost: to the app, if it wants to know, else once on the console, in words that help.

/** What {@link TrimtabOptions.onDrop} is told. */
export interface Loss {
  signal: 'predictions' | 'feedback'
  /** One of those in `stats()`. */
  reason: string
  count: number
}

/** What to do, or why it happened, where the reason alone does not say it. */
const HINTS: { readonly [reason: string]: string } = {
  queue_full: 'more was recorded than memory has room for while the collector was slow or away',
  spool_full: 'the collector is away, and there is no more room in the spool folder nor in memory',
  spool_unwritable: 'the collector is away, the spool folder cannot be written, and memory is full',
  too_large: 'it is larger than one request may be',
  closed: 'it was not delivered before the end, or recorded after close()',
  http_401: 'the collector does not know this key; check the option key or TRIMTAB_KEY',
  http_403: 'this key may not send it; check the option key or TRIMTAB_KEY',
  http_404: 'there is no collector at this address; check the option url or TRIMTAB_URL',
  answer_unreadable: 'what answers is no collector; check the option url or TRIMTAB_URL',
}

export function createLossNotice(
  signal: Loss['signal'],
  onDrop: ((loss: Loss) => void) | undefined,
): (reason: string, count: number) => void {
  // Bounded: the reasons are ours, and the statuses of HTTP.
  const said = new Set<string>()
  return (reason, count) => {
    try {
      if (onDrop !== undefined) return onDrop({ signal, reason, count })
      if (said.has(reason)) return
      said.add(reason)
      const hint = HINTS[reason]
      warn(`Trimtab has lost ${signal} (${reason})${hint === undefined ? '' : `: ${hint}`}.`)
    } catch {
      // Whoever is told must not break what goes on.
    }
  }
}

/** Not a loss yet, but one where the process ends before the collector is back. */
export function createSpoolNotice(signal: Loss['signal']): (reason: string) => void {
  const said = new Set<string>()
  return (reason) => {
    if (said.has(reason)) return
    said.add(reason)
    const why = reason === 'spool_full' ? 'is full' : 'cannot be written, or belongs to somebody else'
    warn(`The spool folder of Trimtab ${why}: until the collector is back, ${signal} wait in memory alone.`)
  }
}

function warn(sentence: string): void {
  // oxlint-disable-next-line no-console -- there is nobody else to say it to
  console.warn(sentence)
}
