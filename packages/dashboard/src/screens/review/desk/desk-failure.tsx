// Why something could not be done, in words of the desk, and what helps. What was typed is still there.
import type { Failure } from './seats.ts'

interface DeskFailureProps {
  failure: Failure
  reviewer: string
  onAgain: () => void
  onNext: () => void
  onRename: () => void
}

const WHAT = {
  next: 'The next item could not be read.',
  save: 'This could not be saved; what you wrote is still here.',
  undo: 'This could not be taken back.',
} as const

export function DeskFailure({ failure, reviewer, onAgain, onNext, onRename }: DeskFailureProps) {
  const { what, reason } = failure
  const { code, detail } = reason
  return (
    <div class="failure" role="alert">
      <p>
        <b>{WHAT[what]}</b> {wordsFor(code, reviewer) ?? detail}
      </p>
      {code !== null && <code>{code}</code>}
      {code === 'review.forbidden' && (
        <button class="button" type="button" onClick={onRename}>
          Review as somebody else
        </button>
      )}
      {(code === 'review.gone' || code === 'review.not_found') && (
        <button class="button" type="button" onClick={onNext}>
          Go on to the next
        </button>
      )}
      {code !== 'review.gone' && code !== 'review.forbidden' && code !== 'key.forbidden' && (
        <button class="button" type="button" onClick={onAgain}>
          Try again
        </button>
      )}
    </div>
  )
}

function wordsFor(code: string | null, reviewer: string): string | null {
  if (code === 'review.forbidden') return `${reviewer} is not among the reviewers of this queue.`
  if (code === 'review.gone') return 'The prediction is gone: retention removed it, or its person was forgotten.'
  if (code === 'key.forbidden') return 'Your key may look, not review: one with the scope review may do both.'
  return null
}
