// Something could not be read: what, why, and a way to try again, or another where trying again mends nothing.
import type { ComponentChildren } from 'preact'
import type { Reason } from '../api/client.ts'
import { mistakesIn } from './mistakes.ts'

interface FailureProps {
  /** The subject of the sentence: "This prediction". */
  what: string
  reason: Reason
  onRetry: () => void
  /** In place of trying again. */
  children?: ComponentChildren
}

export function Failure({ what, reason, onRetry, children }: FailureProps) {
  const mistakes = mistakesIn(reason)
  return (
    <div class="failure" role="alert">
      <p>
        <b>{what} could not be read.</b> {mistakes.length === 0 ? reason.detail : mistakes.join(' ')}
      </p>
      {reason.code !== null && <code>{reason.code}</code>}
      {children ?? (
        <button class="button" type="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  )
}
