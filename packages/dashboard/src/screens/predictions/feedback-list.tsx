// Everything that was said of a prediction, newest first; a correction as the words it changed.
import type { Feedback, Prediction } from '@trimtab/contract'
import { Activity, MessageSquare, Pencil, Tag, ThumbsDown, ThumbsUp, Undo2 } from 'lucide-preact'
import { LongText } from '../../controls/long-text.tsx'
import { Moment } from '../../controls/moment.tsx'
import { formatMoment } from '../../format/date.ts'
import { formatJson } from '../../format/json.ts'
import { formatCounted } from '../../format/number.ts'
import { CorrectionDiff } from '../../prediction/correction-diff.tsx'
import { commentOf, whatWasSaid, whoSaid } from '../../prediction/feedback-words.ts'

export function FeedbackList({ prediction }: { prediction: Prediction }) {
  const { feedback, opinion, output } = prediction
  return (
    <div class="feedback">
      <div class="section-head">
        <h3>Feedback</h3>
        <span class="note">
          {feedback.length === 0 ? 'none yet' : `${formatCounted(opinion.sources, 'source')}, newest first`}
        </span>
      </div>
      <ul aria-label="Feedback">
        {feedback.map((said) => (
          <li key={said.id}>
            <FeedbackMark feedback={said} />
            <div>
              <div>
                <b>{whatWasSaid(said)}</b>{' '}
                <span class="muted">
                  {whoSaid(said)}, <Moment at={said.at} format={formatMoment} />
                </span>
              </div>
              {said.kind === 'correction' && <CorrectionDiff before={output.text} after={formatJson(said.value)} />}
              <Comment text={commentOf(said)} />
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Comment({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <p dir="auto">
      “<LongText text={text} charactersMax={1_000} />”
    </p>
  )
}

const ICONS = {
  score: Activity,
  label: Tag,
  correction: Pencil,
  comment: MessageSquare,
  signal: Activity,
  retraction: Undo2,
}

function FeedbackMark({ feedback }: { feedback: Feedback }) {
  const { kind, value } = feedback
  const isBad = kind === 'thumbs' && value !== true
  const thumb = isBad ? ThumbsDown : ThumbsUp
  const Icon = kind === 'thumbs' ? thumb : ICONS[kind]
  const tone = kind === 'correction' ? 'mark better' : 'mark'
  return (
    <span class={isBad ? 'mark bad' : tone}>
      <Icon size={15} />
    </span>
  )
}
