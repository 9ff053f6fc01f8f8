// Writes what the model should have said, beside what that changes. Esc leaves the editor, and then number keys work
// again; what is written is kept as it is typed.
import type { CorrectionRule, Prediction } from '@trimtab/contract'
import { Undo2 } from 'lucide-preact'
import { useMemo } from 'preact/hooks'
import { formatCount, formatCounted } from '../../../format/number.ts'
import { diffWords } from '../../../format/word-diff.ts'
import { CorrectionDiff } from '../../../prediction/correction-diff.tsx'
import { type CorrectionDraft, countWords, originalOf, readJson, textOf } from './correction.ts'
import { EDITOR_ID } from './editor-id.ts'
import { MessagesEditor } from './messages-editor.tsx'

interface CorrectionDeskProps {
  prediction: Prediction
  rule: CorrectionRule
  correction: CorrectionDraft
  mistakes: readonly string[]
  onWrite: (correction: CorrectionDraft, original: CorrectionDraft) => void
  onSave: () => void
}

export function CorrectionDesk({ prediction, rule, correction, mistakes, onWrite, onSave }: CorrectionDeskProps) {
  const original = useMemo(() => originalOf(prediction, rule.form), [prediction.id, rule.form])
  const write = (next: CorrectionDraft): void => onWrite(next, original)
  const [before, after] = [textOf(original), textOf(correction)]

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSave()
  }
  return (
    <section class="correction" aria-labelledby="correction">
      <div class="section-head">
        <h2 id="correction">Your correction</h2>
        <span class="note">saved as you type</span>
        <span class="note editor-keys">
          <kbd>Esc</kbd> leaves the editor, then number keys work again
        </span>
      </div>
      <div class="two-panes">
        <div class="pane">
          <p class="pane-head">What the model said, and what you changed</p>
          <CorrectionDiff before={before} after={after} />
        </div>
        <div class="pane">
          <p class="pane-head">
            <span>What it should have said</span>
            <span>{changeInWords(before, after)}</span>
          </p>
          {rule.form === 'chat' && typeof correction !== 'string' ? (
            <MessagesEditor messages={correction} onWrite={write} onKeyDown={onKeyDown} />
          ) : (
            <textarea
              id={EDITOR_ID}
              class={rule.form === 'json' ? 'writing code' : 'writing'}
              rows={5}
              dir="auto"
              spellcheck={rule.form !== 'json'}
              aria-label="What it should have said"
              aria-invalid={mistakes.length > 0}
              aria-describedby="correction-mistakes"
              value={after}
              onKeyDown={onKeyDown}
              onInput={(event) => write(event.currentTarget.value)}
            />
          )}
        </div>
      </div>
      <div id="correction-mistakes">
        {rule.form === 'json' && <JsonState text={after} isChanged={before !== after} />}
        {mistakes.length > 0 && (
          <div class="mistake" role="alert">
            {mistakes.map((mistake) => (
              <p key={mistake}>{mistake}</p>
            ))}
          </div>
        )}
      </div>
      <div class="correction-foot">
        <button class="button small" type="button" disabled={before === after} onClick={() => write(original)}>
          <Undo2 size={14} />
          Start again
        </button>
        <span class="note">Becomes a thumb down and a correction, both in your name.</span>
      </div>
    </section>
  )
}

/** Words, and how many of them are new; nothing of a text that is too long to be compared. */
function changeInWords(before: string, after: string): string {
  const words = formatCounted(countWords(after), 'word')
  if (before === after || before.length + after.length > 20_000) return words
  const added = diffWords(before, after).filter(({ kind }) => kind === 'added')
  return `${words}, ${formatCount(added.reduce((sum, { text }) => sum + countWords(text), 0))} new`
}

function JsonState({ text, isChanged }: { text: string; isChanged: boolean }) {
  const read = readJson(text)
  if (!isChanged || text.trim() === '') return null
  return <p class="note">{'mistake' in read ? read.mistake : 'This is JSON.'}</p>
}
