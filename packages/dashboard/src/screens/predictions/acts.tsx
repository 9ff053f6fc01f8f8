// What a reviewer can say of a prediction, here and now. It counts as soon as the collector has it on disk, and what is
// shown afterwards is what the collector then says, not what we hope.
import type { FeedbackInput, Prediction } from '@trimtab/contract'
import { Pencil, ThumbsDown, ThumbsUp } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { type Reason, reasonOf, sendFeedback } from '../../api/client.ts'
import { useKeys } from '../../controls/keyboard.ts'
import { formatJson } from '../../format/json.ts'
import { CorrectionEditor } from './correction-editor.tsx'
import { makeFeedbackId } from './feedback-id.ts'

interface ActsProps {
  prediction: Prediction
  /** Reads the prediction again. */
  onSaid: () => Promise<void>
}

export function Acts({ prediction, onSaid }: ActsProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const [isEditing, setIsEditing] = useState(false)
  const [done, setDone] = useState('')
  const [whyNot, setWhyNot] = useState<Reason | null>(null)
  const editButton = useRef<HTMLButtonElement>(null)
  useKeys({ e: () => setIsEditing(true) })

  async function say(words: Pick<FeedbackInput, 'kind' | 'value'>, outcome: string): Promise<boolean> {
    setDone('')
    const answer = await sendFeedback({ ...words, id: makeFeedbackId(), prediction: prediction.id, source: 'reviewer' })
    setWhyNot(reasonOf(answer))
    if (answer.kind !== 'value') return false
    await onSaid()
    setDone(outcome)
    return true
  }
  async function correct(text: string): Promise<void> {
    if (!(await say({ kind: 'correction', value: text }, 'Corrected.'))) return
    setDraft(null)
    leaveEditor()
  }
  function leaveEditor(): void {
    setIsEditing(false)
    requestAnimationFrame(() => editButton.current?.focus())
  }
  return (
    <div class="acts-of-review">
      {isEditing ? (
        <CorrectionEditor
          text={draft ?? wordsToCorrect(prediction)}
          onDraft={setDraft}
          onSave={correct}
          onLeave={leaveEditor}
        />
      ) : (
        <div class="acts">
          <button
            class="button small"
            type="button"
            onClick={() => void say({ kind: 'thumbs', value: true }, 'Marked helpful.')}
          >
            <ThumbsUp size={14} />
            Helpful
          </button>
          <button
            class="button small"
            type="button"
            onClick={() => void say({ kind: 'thumbs', value: false }, 'Marked not helpful.')}
          >
            <ThumbsDown size={14} />
            Not helpful
          </button>
          <button
            class="button small"
            type="button"
            aria-keyshortcuts="e"
            ref={editButton}
            onClick={() => setIsEditing(true)}
          >
            <Pencil size={14} />
            Edit correction
            <kbd aria-hidden="true">E</kbd>
          </button>
        </div>
      )}
      <p class="outcome" role="status">
        {done}
      </p>
      {whyNot !== null && (
        <p class="refused" role="alert">
          This could not be saved. {whyNot.detail} {whyNot.code !== null && <code>{whyNot.code}</code>}
        </p>
      )}
    </div>
  )
}

/** The editor starts from what it should have said, as far as anybody knows. */
function wordsToCorrect({ opinion, output }: Prediction): string {
  if (opinion.correction !== null) return formatJson(opinion.correction)
  return output.text ?? (output.label === null ? '' : String(output.label))
}
