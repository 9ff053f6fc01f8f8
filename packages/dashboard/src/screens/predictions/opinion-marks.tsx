// What is thought of a prediction right now, at a glance: shape and word, colour only on top.
import type { Opinion, Prediction } from '@trimtab/contract'
import { Pencil, ThumbsDown, ThumbsUp, X } from 'lucide-preact'
import { formatDecimal } from '../../format/number.ts'

export function OpinionMarks({ prediction }: { prediction: Prediction }) {
  const { opinion, status, error } = prediction
  const isCorrected = opinion.correction !== null
  const httpStatus = error?.httpStatus ?? null
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
          <span class={isCorrected ? 'unseen' : undefined}>Helpful</span>
        </span>
      )}
      {opinion.thumbs === 'down' && (
        <span class="mark bad">
          <ThumbsDown size={15} />
          <span class={isCorrected ? 'unseen' : undefined}>Not helpful</span>
        </span>
      )}
      {isCorrected && (
        <span class="mark better">
          <Pencil size={15} />
          Corrected
        </span>
      )}
      {opinion.sources === 0 && status !== 'error' && <span class="mark none">No feedback</span>}
      {opinion.sources > 0 && opinion.thumbs === null && !isCorrected && (
        <span class="mark">{otherWords(opinion)}</span>
      )}
    </>
  )
}

function otherWords({ label, score }: Opinion): string {
  if (label !== null) return `Label: ${label}`
  return score === null ? 'Feedback' : `Score: ${formatDecimal(score)}`
}
