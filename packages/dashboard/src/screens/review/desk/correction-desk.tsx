// The correction of one item, in the form that its queue asks for. Esc leaves the editor, and then number keys work
// again; what is written is kept as it is typed.
import type { CorrectionRule, Prediction } from '@trimtab/contract'
import { Undo2 } from 'lucide-preact'
import { useMemo } from 'preact/hooks'
import { comparedText, type CorrectionDraft, originalOf, readJson, textOf } from './correction.ts'
import { LabelChoice } from './label-choice.tsx'
import type { Choice } from './rubric-keys.ts'
import { TextPanes } from './text-panes.tsx'

interface CorrectionDeskProps {
  prediction: Prediction
  rule: CorrectionRule
  /** To choose from, where it is a label. */
  labels: readonly Choice[]
  correction: CorrectionDraft
  mistakes: readonly string[]
  onWrite: (correction: CorrectionDraft, original: CorrectionDraft) => void
  onSave: () => void
}

export function CorrectionDesk(props: CorrectionDeskProps) {
  const { prediction, rule, labels, correction, mistakes, onWrite, onSave } = props
  const original = useMemo(() => originalOf(prediction, rule.form), [prediction.id, rule.form])
  const write = (next: CorrectionDraft): void => onWrite(next, original)
  const isChanged = comparedText(original, rule.form) !== comparedText(correction, rule.form)
  const isLabel = rule.form === 'label'

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
      {isLabel ? (
        <LabelChoice
          labels={labels}
          isOpen={rule.options === undefined}
          original={textOf(original)}
          chosen={textOf(correction)}
          isWrong={mistakes.length > 0}
          onChoose={write}
          onKeyDown={onKeyDown}
        />
      ) : (
        <TextPanes
          rule={rule}
          original={original}
          correction={correction}
          isWrong={mistakes.length > 0}
          onWrite={write}
          onKeyDown={onKeyDown}
        />
      )}
      <div id="correction-mistakes">
        {rule.form === 'json' && isChanged && mistakes.length === 0 && <JsonState text={textOf(correction)} />}
        {mistakes.length > 0 && (
          <div class="mistake" role="alert">
            {mistakes.map((mistake) => (
              <p key={mistake}>{mistake}</p>
            ))}
          </div>
        )}
      </div>
      {rule.schema !== undefined && (
        <details class="schema">
          <summary class="link">The schema it must meet</summary>
          <pre class="written">{JSON.stringify(rule.schema, null, 2)}</pre>
        </details>
      )}
      <div class="correction-foot">
        <button class="button small" type="button" disabled={!isChanged} onClick={() => write(original)}>
          <Undo2 size={14} />
          Start again
        </button>
        <span class="note">Becomes a thumb down and a {isLabel ? 'label' : 'correction'}, both in your name.</span>
      </div>
    </section>
  )
}

function JsonState({ text }: { text: string }) {
  if (text.trim() === '') return null
  const read = readJson(text)
  return <p class="note">{'mistake' in read ? read.mistake : 'This is JSON.'}</p>
}
