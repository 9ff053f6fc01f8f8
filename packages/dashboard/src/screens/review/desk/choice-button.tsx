// One answer to choose, with its key. Like a native radio button or check box it is chosen with the space bar, and Enter
// is left to "Save and next".
import { Check } from 'lucide-preact'

interface ChoiceButtonProps {
  /** Where focus is sent to. */
  id?: string | undefined
  name: string
  /** Null where it has none. */
  shortcut: string | null
  isChosen: boolean
  /** Others can be chosen beside it. */
  isOneOfMany: boolean
  onChoose: () => void
}

export function ChoiceButton({ id, name, shortcut, isChosen, isOneOfMany, onChoose }: ChoiceButtonProps) {
  return (
    <button
      id={id}
      class="choice"
      type="button"
      role={isOneOfMany ? 'checkbox' : 'radio'}
      aria-checked={isChosen}
      aria-keyshortcuts={shortcut ?? undefined}
      onClick={onChoose}
    >
      {shortcut !== null && <kbd aria-hidden="true">{shortcut.toUpperCase()}</kbd>}
      <span>{name}</span>
      {isChosen && <Check />}
    </button>
  )
}
