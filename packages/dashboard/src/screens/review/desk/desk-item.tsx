// One item before its reviewer: why it is here, what was asked and answered, and the correction of it.
import type { ReviewItem, ReviewQueue } from '@trimtab/contract'
import { Classical } from '../../../prediction/classical.tsx'
import { Conversation } from '../../../prediction/conversation.tsx'
import { ModelError } from '../../../prediction/model-error.tsx'
import { reasonOf, whyThisOne } from '../reason-words.ts'
import type { CorrectionDraft } from './correction.ts'
import { CorrectionDesk } from './correction-desk.tsx'
import type { Gap, ReviewDraft } from './review-draft.ts'
import type { Choice } from './rubric-keys.ts'

interface DeskItemProps {
  item: ReviewItem
  queue: ReviewQueue
  /** To choose from, where a label is corrected. */
  labels: readonly Choice[]
  draft: ReviewDraft
  gaps: readonly Gap[]
  onWrite: (correction: CorrectionDraft, original: CorrectionDraft) => void
  onSave: () => void
}

export function DeskItem({ item, queue, labels, draft, gaps, onWrite, onSave }: DeskItemProps) {
  const { prediction } = item
  return (
    <div class="desk-item">
      <ul class="why" aria-label="Why this one">
        <li class="fact">
          <b>Why this one</b> {reasonOf(item)}
        </li>
        {whyThisOne(item).map((words) => (
          <li key={words} class="fact">
            {words}
          </li>
        ))}
      </ul>
      <h2 class="unseen">What was asked and answered</h2>
      <Conversation prediction={prediction} />
      <Classical prediction={prediction} />
      <ModelError prediction={prediction} />
      {queue.correction !== null && draft.correction !== null && (
        <CorrectionDesk
          prediction={prediction}
          rule={queue.correction}
          labels={labels}
          correction={draft.correction}
          mistakes={gaps.filter(({ at }) => at === 'correction').map(({ message }) => message)}
          onWrite={onWrite}
          onSave={onSave}
        />
      )}
    </div>
  )
}
