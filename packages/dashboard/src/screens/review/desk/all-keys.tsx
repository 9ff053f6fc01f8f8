// The keys of the desk: the few that matter in one line, all of them when asked.
import { Fragment } from 'preact'
import { Dialog } from '../../../controls/dialog.tsx'
import type { FieldWithChoices } from './rubric-keys.ts'
import { judgementsOf } from './judgement.tsx'

export function KeyLine({ hasFields, hasCorrections }: { hasFields: boolean; hasCorrections: boolean }) {
  const lines = [
    { keys: ['1', '4'], words: 'judge' },
    ...(hasFields ? [{ keys: ['5', '9'], words: 'answer' }] : []),
    ...(hasCorrections ? [{ keys: ['E'], words: 'edit' }] : []),
    { keys: ['Enter'], words: 'save and next' },
    { keys: ['S'], words: 'skip' },
    { keys: ['←', '→'], words: 'move' },
    { keys: ['U'], words: 'undo' },
    { keys: ['?'], words: 'all keys' },
  ]
  return (
    <p class="key-line" aria-hidden="true">
      {lines.map(({ keys, words }) => (
        <span key={words}>
          {keys.map((key, at) => (
            <Fragment key={key}>
              {at > 0 && key > '0' && key <= '9' && '–'}
              <kbd>{key}</kbd>
            </Fragment>
          ))}
          {words}
        </span>
      ))}
    </p>
  )
}

interface AllKeysProps {
  fields: readonly FieldWithChoices[]
  hasCorrections: boolean
  onClose: () => void
}

export function AllKeys({ fields, hasCorrections, onClose }: AllKeysProps) {
  const answers = fields.flatMap(({ field, choices }) =>
    choices.map(({ key, name }) => ({ key, words: `${field.question} ${name}` })),
  )
  const rows = [
    ...judgementsOf(hasCorrections).map(({ key, name }) => ({ key, words: name })),
    ...answers,
    ...(hasCorrections ? [{ key: 'E', words: 'Edit the correction' }] : []),
    { key: 'N', words: 'Write a note' },
    { key: 'Enter', words: 'Save and take the next' },
    { key: 'Ctrl Enter', words: 'The same, from inside the editor' },
    { key: 'S', words: 'Skip: leave it to others' },
    { key: 'U', words: 'Take the last decision back and show it again' },
    { key: '← →', words: 'Look back at what you decided in this sitting, and return' },
    { key: 'Esc', words: 'Leave the editor, then number keys work again' },
    { key: 'G R', words: 'Back to the queues' },
  ]
  return (
    <Dialog title="Keys" onClose={onClose}>
      <dl class="all-keys">
        {rows
          .filter(({ key }) => key !== null)
          .map(({ key, words }) => (
            <div key={key}>
              <dt>
                <kbd>{key?.length === 1 ? key.toUpperCase() : key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </Dialog>
  )
}
