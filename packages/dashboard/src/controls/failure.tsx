// Something could not be read: what, why, and a way to try again.
import type { Reason } from '../api/client.ts'

interface FailureProps {
  /** The subject of the sentence: "This prediction". */
  what: string
  reason: Reason
  onRetry: () => void
}

export function Failure({ what, reason, onRetry }: FailureProps) {
  return (
    <div class="failure" role="alert">
      <p>
        <b>{what} could not be read.</b> {reason.detail}
      </p>
      {reason.code !== null && <code>{reason.code}</code>}
      <button class="button" type="button" onClick={onRetry}>
        Try again
      </button>
    </div>
  )
}
