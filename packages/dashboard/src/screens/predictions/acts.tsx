// What a reviewer can say of a prediction, here and now. It counts as soon as the collector has it on disk, and what is
// shown afterwards is what the collector then says, not what we hope.
import type { Prediction } from '@trimtab/contract'
import { Pencil, ThumbsDown, ThumbsUp } from 'lucide-preact'
import { useRef, useState } from 'preact/hooks'
import { ask, type Reason, reasonOf } from '../../api/client.ts'
import { useMay } from '../../api/use-scopes.ts'
import { useKeys } from '../../controls/keyboard.ts'
import { formatJson } from '../../format/json.ts'
import { CorrectionEditor } from './correction-editor.tsx'
import { makeFeedbackId } from './feedback-id.ts'
import { RATINGS, type ReviewerWords, correctionTo, reviewerFeedback } from './reviewer-feedback.ts'

const MAY_NOT_RATE = 'Your key may look, not rate: one with the scope review may do both.'

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
  const mayRate = useMay(['feedback', 'review'])
  useKeys({ e: () => setIsEditing(mayRate) })

  async function say(words: ReviewerWords, outcome: string): Promise<boolean> {
    setDone('')
    const answer = await ask('sendFeedback', { body: reviewerFeedback(words, prediction.id, makeFeedbackId()) })
    setWhyNot(reasonOf(answer))
    if (answer.kind !== 'value') return false
    await onSaid()
    setDone(outcome)
    return true
  }
  async function correct(text: string): Promise<void> {
    if (!(await say(correctionTo(text), 'Corrected.'))) return
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
          {RATINGS.map(({ name, words, outcome }) => (
            <button
              key={name}
              class="button small"
              type="button"
              disabled={!mayRate}
              onClick={() => void say(words, outcome)}
            >
              {words.value === true ? <ThumbsUp size={14} /> : <ThumbsDown size={14} />}
              {name}
            </button>
          ))}
          <button
            class="button small"
            type="button"
            aria-keyshortcuts="e"
            ref={editButton}
            disabled={!mayRate}
            onClick={() => setIsEditing(true)}
          >
            <Pencil size={14} />
            Edit correction
            <kbd aria-hidden="true">E</kbd>
          </button>
        </div>
      )}
      {!mayRate && <p class="note">{MAY_NOT_RATE}</p>}
      <p class="outcome" role="status">
        {done}
      </p>
      {whyNot !== null && <Refused whyNot={whyNot} />}
    </div>
  )
}

function Refused({ whyNot }: { whyNot: Reason }) {
  const { detail, code } = whyNot
  const isForbidden = code === 'key.forbidden'
  return (
    <p class="refused" role="alert">
      This could not be saved. {isForbidden ? MAY_NOT_RATE : detail}{' '}
      {code !== null && !isForbidden && <code>{code}</code>}
    </p>
  )
}

/** The editor starts from what it should have said, as far as anybody knows. */
function wordsToCorrect({ opinion, output }: Prediction): string {
  if (opinion.correction !== null) return formatJson(opinion.correction)
  return output.text ?? (output.label === null ? '' : String(output.label))
}
