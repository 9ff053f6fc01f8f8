// The keys of the desk: the few that matter in one line, all of them when asked.
import { Dialog } from '../../../controls/dialog.tsx'
import { judgementsOf } from './judgement.tsx'
import { type Choice, type FieldWithChoices, keysInShort } from './rubric-keys.ts'

interface KeysProps {
  fields: readonly FieldWithChoices[]
  /** To choose from, where a label is corrected. */
  labels: readonly Choice[]
  hasCorrections: boolean
}

export function KeyLine({ fields, labels, hasCorrections }: KeysProps) {
  const lines = [
    { keys: judgementsOf(hasCorrections).map(({ key }) => key), words: 'judge' },
    { keys: keysInShort(fields.map(({ choices }) => choices)), words: 'answer' },
    { keys: keysInShort([labels]), words: 'label' },
    ...(hasCorrections ? [{ keys: ['E'], words: 'edit' }] : []),
    { keys: ['Enter'], words: 'save and next' },
    { keys: ['S'], words: 'skip' },
    { keys: ['←', '→'], words: 'move' },
    { keys: ['U'], words: 'undo' },
    { keys: ['?'], words: 'all keys' },
  ]
  return (
    <p class="key-line" aria-hidden="true">
      {lines
        .filter(({ keys }) => keys.length > 0)
        .map(({ keys, words }) => (
          <span key={words}>
            {keys.map((key) => (key === '…' ? <span key={key}>{key}</span> : <kbd key={key}>{key}</kbd>))}
            {words}
          </span>
        ))}
    </p>
  )
}

export function AllKeys({ fields, labels, hasCorrections, onClose }: KeysProps & { onClose: () => void }) {
  const answers = fields.flatMap(({ field, choices }) =>
    choices.map(({ key, name }) => ({ key, words: `${field.question} ${name}` })),
  )
  const rows = [
    ...judgementsOf(hasCorrections).map(({ key, name }) => ({ key, words: name })),
    ...answers,
    ...labels.map(({ key, name }) => ({ key, words: `Correct it to ${name}` })),
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
