// Says that something was lost: to the app, if it wants to know, else once on the console, in words that help.
import { say } from './say.ts'

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
  prediction_id_invalid: 'feedback() was given something that is no id of a prediction; see trimtab.predictionOf()',
  target_invalid: 'feedback() was given nothing that it could be joined to; see trimtab.predictionOf()',
  value_invalid: 'it says nothing: a thumb is up or down, a score a number, a label a number or a text',
  rows_unreadable: 'the first argument of a batch is no list; say where its rows are with the option rows',
  end_unknown: 'a call returned something frozen, or a stream that somebody else reads, so its end is not known',
}

/** The prediction is sent without it. */
const PARTS: { readonly [reason: string]: string } = {
  context_unreadable: 'a fact such as session, user or metadata',
  input_unreadable: 'its input',
  output_unreadable: 'its output',
  capture_failed: 'its content',
  redaction_failed: 'a text',
}

export interface LossNotice {
  onDropped: (reason: string, count: number) => void
  onRejected: (explanation: string) => void
}

export function createLossNotice(signal: Loss['signal'], onDrop: ((loss: Loss) => void) | undefined): LossNotice {
  // Bounded: the reasons are ours, and the statuses of HTTP.
  const said = new Set<string>()

  function sayOnce(reason: string, sentence: string): void {
    if (onDrop !== undefined || said.has(reason)) return
    said.add(reason)
    say(sentence)
  }

  return {
    onDropped: (reason, count) => {
      try {
        onDrop?.({ signal, reason, count })
      } catch {
        // Whoever is told must not break what goes on.
      }
      // The collector says why in a moment.
      if (reason !== 'rejected') sayOnce(reason, describeLoss(signal, reason))
    },
    onRejected: (explanation) => sayOnce('rejected', `Trimtab's collector has rejected ${signal}: ${explanation}.`),
  }
}

function describeLoss(signal: Loss['signal'], reason: string): string {
  const part = PARTS[reason]
  if (part !== undefined) {
    return `Trimtab sent a prediction without ${part} (${reason}): a function of the app, or a getter, threw while it was read.`
  }
  const hint = HINTS[reason]
  return `Trimtab has lost ${signal} (${reason})${hint === undefined ? '' : `: ${hint}`}.`
}

/** Once, when the second attempt has failed too: what everyone forgets first is to start the collector. */
export function createAwayNotice(about: {
  signal: Loss['signal']
  url: string
  isOnDisk: boolean
}): (reason: string) => void {
  let failures = 0
  return (reason) => {
    failures += 1
    if (failures !== 2) return
    const { signal, url, isOnDisk } = about
    const why = HINTS[reason] ?? `it does not answer`
    say(
      `Trimtab cannot reach its collector at ${url} (${reason}): ${why}. Until it is there, ${signal} wait${signal === 'feedback' ? 's' : ''} ${isOnDisk ? 'on disk' : 'in memory'}.`,
    )
  }
}

/** Not a loss yet, but one where the process ends before the collector is back. */
export function createSpoolNotice(signal: Loss['signal']): (reason: string) => void {
  const said = new Set<string>()
  return (reason) => {
    if (said.has(reason)) return
    said.add(reason)
    const why = reason === 'spool_full' ? 'is full' : 'cannot be written, or belongs to somebody else'
    say(`The spool folder of Trimtab ${why}: until the collector is back, ${signal} wait in memory alone.`)
  }
}
