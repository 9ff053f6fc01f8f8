// Chooses the label that it should have been given: of a few with a key each, of many from a list, and where the queue
// names none any other may be typed.
import { useState } from 'preact/hooks'
import { ChoiceButton } from './choice-button.tsx'
import { EDITOR_ID } from './editor-id.ts'
import { type Choice, LABELS_IN_VIEW_MAX } from './rubric-keys.ts'

interface LabelChoiceProps {
  labels: readonly Choice[]
  /** Whether another may be typed. */
  isOpen: boolean
  /** What the model said, and what is chosen now. */
  original: string
  chosen: string
  isWrong: boolean
  onChoose: (label: string) => void
  onKeyDown: (event: KeyboardEvent) => void
}

export function LabelChoice(props: LabelChoiceProps) {
  const { labels, isOpen, original, chosen, isWrong, onChoose, onKeyDown } = props
  const [typed, setTyped] = useState('')
  // What the model said is no correction of it.
  const isChosen = (label: string): boolean => chosen === label && label !== original
  const isNamed = labels.some(({ name }) => isChosen(name))
  const isInView = labels.length <= LABELS_IN_VIEW_MAX
  return (
    <>
      <p class="pane-head">
        {original === '' ? 'The model gave no label.' : <span class="written">The model said {original}.</span>}
      </p>
      {isInView && labels.length > 0 && (
        <div class="choices labels" role="radiogroup" aria-label="What it should have been">
          {labels.map(({ name, key }, at) => (
            <ChoiceButton
              key={name}
              id={at === 0 && !isOpen ? EDITOR_ID : undefined}
              name={name}
              shortcut={key}
              isChosen={isChosen(name)}
              isOneOfMany={false}
              onChoose={() => onChoose(name)}
            />
          ))}
        </div>
      )}
      {!isInView && (
        <select
          id={isOpen ? undefined : EDITOR_ID}
          class="typed"
          aria-label="What it should have been"
          value={isNamed ? chosen : ''}
          onKeyDown={onKeyDown}
          onChange={(event) => onChoose(event.currentTarget.value)}
        >
          <option value="" disabled>
            Choose a label
          </option>
          {labels.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
      {isOpen && (
        <input
          id={EDITOR_ID}
          class="typed"
          dir="auto"
          maxLength={512}
          spellcheck={false}
          placeholder={labels.length === 0 ? 'The label it should have been' : 'Or another label'}
          aria-label={labels.length === 0 ? 'What it should have been' : 'Or another label'}
          aria-invalid={isWrong}
          aria-describedby="correction-mistakes"
          value={typed === chosen ? typed : isNamed || chosen === original ? '' : chosen}
          onKeyDown={onKeyDown}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value)
            onChoose(value === '' ? original : value)
          }}
        />
      )}
    </>
  )
}
