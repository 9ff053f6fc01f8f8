// What is decided of an item, and by which rules.
import type { ReviewQueue } from '@trimtab/contract'
import { LongText } from '../../../controls/long-text.tsx'
import { AgreementNote } from './agreement-note.tsx'
import { NOTE_ID } from './editor-id.ts'
import { Judgement } from './judgement.tsx'
import { type Gap, type ReviewDraft, withAnswer } from './review-draft.ts'
import { Rubric } from './rubric.tsx'
import type { FieldWithChoices } from './rubric-keys.ts'

interface DeskSideProps {
  queue: ReviewQueue
  fields: readonly FieldWithChoices[]
  draft: ReviewDraft
  reviewer: string
  gaps: readonly Gap[]
  isBusy: boolean
  /** It was decided before: to save is to say something else. */
  isAgain: boolean
  onDraft: (draft: ReviewDraft) => void
  onSave: () => void
  onSkip: () => void
}

export function DeskSide(props: DeskSideProps) {
  const { queue, fields, draft, gaps, isBusy, isAgain, onDraft, onSave, onSkip, reviewer } = props
  const mistakeAt = (place: string): string | null => gaps.find(({ at }) => at === place)?.message ?? null
  return (
    <div class="desk-side">
      <Judgement
        chosen={draft.decision}
        hasCorrections={queue.correction !== null}
        mistake={mistakeAt('decision')}
        onChoose={(decision) => onDraft({ ...draft, decision })}
      />
      <Rubric
        fields={fields}
        answers={draft.answers}
        gaps={gaps}
        onAnswer={(field, value) => onDraft(withAnswer(draft, field, value))}
      />
      <label class="desk-question" for={NOTE_ID}>
        <span class="desk-label">
          Note <span class="note">becomes a comment</span>
        </span>
        <textarea
          id={NOTE_ID}
          class="typed"
          rows={2}
          dir="auto"
          maxLength={10_000}
          value={draft.note}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          onInput={(event) => onDraft({ ...draft, note: event.currentTarget.value })}
        />
      </label>
      <div class="desk-acts">
        <button class="button primary save" type="button" aria-keyshortcuts="Enter" disabled={isBusy} onClick={onSave}>
          {isAgain ? 'Save again' : 'Save and next'}
          <kbd aria-hidden="true">Enter</kbd>
        </button>
        {!isAgain && (
          <button class="button" type="button" aria-keyshortcuts="s" disabled={isBusy} onClick={onSkip}>
            Skip
            <kbd aria-hidden="true">S</kbd>
          </button>
        )}
      </div>
      <Rules queue={queue} />
      <AgreementNote queue={queue.id} reviewer={reviewer} />
    </div>
  )
}

function Rules({ queue: { guidelines, fields } }: { queue: ReviewQueue }) {
  const explained = fields.filter(({ help = '' }) => help !== '')
  if (guidelines === '' && explained.length === 0) return null
  return (
    <div class="rules">
      {guidelines !== '' && (
        <>
          <h2>Guidelines</h2>
          <p dir="auto">
            <LongText text={guidelines} charactersMax={1_500} />
          </p>
        </>
      )}
      {explained.length > 0 && <h2>What counts</h2>}
      <dl>
        {explained.map(({ name, question, help = '' }) => (
          <div key={name}>
            <dt>{question}</dt>
            <dd dir="auto">
              <LongText text={help} charactersMax={600} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
