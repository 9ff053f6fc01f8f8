// Writes what the model should have said, as text, messages or JSON, beside what that changes.
import type { CorrectionRule, Message } from '@trimtab/contract'
import { formatCount, formatCounted } from '../../../format/number.ts'
import { diffWords } from '../../../format/word-diff.ts'
import { CorrectionDiff } from '../../../prediction/correction-diff.tsx'
import { comparedText, type CorrectionDraft, countWords, textOf } from './correction.ts'
import { EDITOR_ID } from './editor-id.ts'
import { MessagesEditor } from './messages-editor.tsx'

interface TextPanesProps {
  rule: CorrectionRule
  original: CorrectionDraft
  correction: string | Message[]
  isWrong: boolean
  onWrite: (correction: CorrectionDraft) => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function TextPanes({ rule, original, correction, isWrong, onWrite, onKeyDown }: TextPanesProps) {
  const isJson = rule.form === 'json'
  const [before, after] = [comparedText(original, rule.form), comparedText(correction, rule.form)]
  return (
    <div class="two-panes">
      <div class={isJson ? 'pane json-diff' : 'pane'}>
        <p class="pane-head">What the model said, and what you changed</p>
        <CorrectionDiff before={before} after={after} />
      </div>
      <div class="pane">
        <p class="pane-head">
          <span>What it should have said</span>
          {!isJson && <span>{changeInWords(before, after)}</span>}
        </p>
        {rule.form === 'chat' && typeof correction !== 'string' ? (
          <MessagesEditor messages={correction} onWrite={onWrite} onKeyDown={onKeyDown} />
        ) : (
          <textarea
            id={EDITOR_ID}
            class={isJson ? 'writing code' : 'writing'}
            rows={5}
            dir="auto"
            spellcheck={!isJson}
            aria-label="What it should have said"
            aria-invalid={isWrong}
            aria-describedby="correction-mistakes"
            value={textOf(correction)}
            onKeyDown={onKeyDown}
            onInput={(event) => onWrite(event.currentTarget.value)}
          />
        )}
      </div>
    </div>
  )
}

/** Words, and how many of them are new; nothing of a text that is too long to be compared. */
function changeInWords(before: string, after: string): string {
  const words = formatCounted(countWords(after), 'word')
  if (before === after || before.length + after.length > 20_000) return words
  const added = diffWords(before, after).filter(({ kind }) => kind === 'added')
  return `${words}, ${formatCount(added.reduce((sum, { text }) => sum + countWords(text), 0))} new`
}
