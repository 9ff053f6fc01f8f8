// What is thought of a prediction right now, at a glance: shape and word, colour only on top.
import type { Opinion, Prediction } from '@trimtab/contract'
import { Pencil, ThumbsDown, ThumbsUp, UsersRound, X } from 'lucide-preact'
import { formatDecimal } from '../../format/number.ts'
import { disputeOf, voiceOf } from './opinion-words.ts'

export function OpinionMarks({ prediction }: { prediction: Prediction }) {
  const { opinion, status, error } = prediction
  const isCorrected = opinion.correction !== null
  const httpStatus = error?.httpStatus ?? null
  const isOfJudge = opinion.by.thumbs === 'judge'
  const dispute = disputeOf(opinion)
  return (
    <>
      {status === 'error' && (
        <span class="mark bad">
          <X size={15} />
          Error{httpStatus !== null && ` ${httpStatus}`}
        </span>
      )}
      {opinion.thumbs === 'up' && (
        <span class="mark">
          <ThumbsUp size={15} />
          <span class={isCorrected && !isOfJudge ? 'unseen' : undefined}>{isOfJudge ? 'judge: up' : 'Helpful'}</span>
        </span>
      )}
      {opinion.thumbs === 'down' && (
        <span class={isOfJudge ? 'mark' : 'mark bad'}>
          <ThumbsDown size={15} />
          <span class={isCorrected && !isOfJudge ? 'unseen' : undefined}>
            {isOfJudge ? 'judge: down' : 'Not helpful'}
          </span>
        </span>
      )}
      {isCorrected && (
        <span class="mark better">
          <Pencil size={15} />
          {opinion.by.correction === 'judge' ? 'judge: corrected' : 'Corrected'}
        </span>
      )}
      {dispute !== null && (
        <span class="mark unsure">
          <UsersRound size={15} />
          {dispute}
        </span>
      )}
      {opinion.sources === 0 && status !== 'error' && <span class="mark none">No feedback</span>}
      {opinion.sources > 0 && opinion.thumbs === null && !isCorrected && (
        <span class="mark">{otherWords(opinion)}</span>
      )}
    </>
  )
}

function otherWords(opinion: Opinion): string {
  const { label, score } = opinion
  if (label !== null) return `${voiceOf(opinion, 'label')}Label: ${label}`
  return score === null ? 'Feedback' : `${voiceOf(opinion, 'score')}Score: ${formatDecimal(score)}`
}
