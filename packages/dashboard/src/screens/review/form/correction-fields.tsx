// In which form a correction is written, and what it must meet or is chosen from.
import { FormField } from './form-field.tsx'
import type { Mistakes } from './places.ts'
import type { QueueDraft } from './queue-draft.ts'

const FORMS: readonly { form: QueueDraft['correction']; words: string }[] = [
  { form: 'text', words: 'As text' },
  { form: 'chat', words: 'As messages' },
  { form: 'json', words: 'As JSON' },
  { form: 'label', words: 'As another label' },
  { form: 'none', words: 'Not asked for' },
]

interface CorrectionFieldsProps {
  draft: QueueDraft
  mistakes: Mistakes
  onChange: (change: Partial<QueueDraft>) => void
}

export function CorrectionFields({ draft, mistakes, onChange }: CorrectionFieldsProps) {
  return (
    <fieldset>
      <legend>Corrections</legend>
      <div class="pace in-line">
        {FORMS.map(({ form, words }) => (
          <label key={form} class="tick-field">
            <input
              type="radio"
              name="correction"
              checked={draft.correction === form}
              onChange={() => onChange({ correction: form })}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
      {draft.correction === 'json' && (
        <FormField
          name="Schema"
          mistake={mistakes.at('correction')}
          note="A JSON Schema that corrections must meet; none is needed."
        >
          <textarea
            class="code"
            rows={5}
            spellcheck={false}
            value={draft.schema}
            onInput={(event) => onChange({ schema: event.currentTarget.value })}
          />
        </FormField>
      )}
      {draft.correction === 'label' && (
        <FormField
          name="Labels, one a line"
          mistake={mistakes.at('correction')}
          note="What to choose from. None: the classes that the model names, or any label. A correction becomes a label in the reviewer’s name."
        >
          <textarea
            rows={4}
            dir="auto"
            value={draft.labels}
            onInput={(event) => onChange({ labels: event.currentTarget.value })}
          />
        </FormField>
      )}
    </fieldset>
  )
}
