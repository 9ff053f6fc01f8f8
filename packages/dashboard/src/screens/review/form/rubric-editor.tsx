// The questions besides the judgement: made, changed and taken away one by one.
import { RUBRIC_FIELDS_MAX, RUBRIC_KINDS } from '@trimtab/contract'
import { Plus, X } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import { fieldNameFrom } from './field-name.ts'
import { FormField } from './form-field.tsx'
import type { Mistakes } from './places.ts'
import { type FieldDraft, NEW_FIELD } from './queue-draft.ts'

const KIND_NAMES: { readonly [kind in FieldDraft['kind']]: string } = {
  thumbs: 'Yes or no',
  score: 'A number',
  label: 'A choice, or a word',
  comment: 'A text',
}

interface RubricEditorProps {
  fields: readonly FieldDraft[]
  mistakes: Mistakes
  onChange: (fields: FieldDraft[]) => void
}

export function RubricEditor({ fields, mistakes, onChange }: RubricEditorProps) {
  const whole = mistakes.at('fields')
  const list = useRef<HTMLOListElement>(null)
  function add(): void {
    onChange([...fields, NEW_FIELD])
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child .form-field input')?.focus())
  }
  const isOfOne = fields.some((_, at) => mistakes.at(`fields.${at}`) !== null)
  return (
    <fieldset>
      <legend>What to ask besides</legend>
      {fields.length === 0 && (
        <p class="note">Nothing: the judgement alone. Each answer becomes feedback of its own.</p>
      )}
      {whole !== null && !isOfOne && (
        <p class="mistake" role="alert">
          The questions {whole}.
        </p>
      )}
      <ol class="question-list" ref={list}>
        {fields.map((field, at) => (
          <li key={at}>
            <QuestionFields
              field={field}
              number={at + 1}
              others={fields.filter((_, other) => other !== at).map(({ name }) => name)}
              mistakeAt={(member) => mistakes.at(`fields.${at}.${member}`)}
              onChange={(change) => onChange(fields.with(at, { ...field, ...change }))}
              onRemove={() => onChange(fields.toSpliced(at, 1))}
            />
          </li>
        ))}
      </ol>
      <button class="button small" type="button" disabled={fields.length >= RUBRIC_FIELDS_MAX} onClick={add}>
        <Plus size={14} />
        Add a question
      </button>
    </fieldset>
  )
}

interface QuestionFieldsProps {
  field: FieldDraft
  number: number
  /** Names of the other questions. */
  others: readonly string[]
  mistakeAt: (member: string) => string | null
  onChange: (change: Partial<FieldDraft>) => void
  onRemove: () => void
}

function QuestionFields({ field, number, others, mistakeAt, onChange, onRemove }: QuestionFieldsProps) {
  const { name, isNamed, kind, question, help, isRequired } = field
  const ask = (next: string): void =>
    onChange(isNamed ? { question: next } : { question: next, name: fieldNameFrom(next, others) })
  return (
    <fieldset class="question">
      <legend class="unseen">Question {number}</legend>
      <button class="icon-button" type="button" aria-label={`Remove question ${number}`} onClick={onRemove}>
        <X />
      </button>
      <div class="form-row">
        <FormField name="Question" mistake={mistakeAt('question')}>
          <input value={question} maxLength={512} onInput={(event) => ask(event.currentTarget.value)} />
        </FormField>
        <FormField
          name="Kept under"
          mistake={mistakeAt('name')}
          note="Names its answers in feedback, reports and exports."
        >
          <input
            value={name}
            maxLength={512}
            onInput={({ currentTarget: { value } }) => onChange({ name: value, isNamed: value !== '' })}
          />
        </FormField>
        <FormField name="Answer" mistake={mistakeAt('kind')}>
          <select
            value={kind}
            onChange={({ currentTarget }) =>
              onChange({ kind: RUBRIC_KINDS.find((each) => each === currentTarget.value) ?? kind })
            }
          >
            {RUBRIC_KINDS.map((each) => (
              <option key={each} value={each}>
                {KIND_NAMES[each]}
              </option>
            ))}
          </select>
        </FormField>
      </div>
      {kind === 'label' && <LabelFields field={field} mistakeAt={mistakeAt} onChange={onChange} />}
      {kind === 'score' && (
        <div class="form-row">
          <FormField name="From" mistake={mistakeAt('min')}>
            <input
              type="number"
              step="any"
              value={field.min}
              onInput={(event) => onChange({ min: event.currentTarget.value })}
            />
          </FormField>
          <FormField name="To" mistake={mistakeAt('max')}>
            <input
              type="number"
              step="any"
              value={field.max}
              onInput={(event) => onChange({ max: event.currentTarget.value })}
            />
          </FormField>
        </div>
      )}
      <FormField name="What counts, with examples" mistake={mistakeAt('help')}>
        <textarea rows={2} dir="auto" value={help} onInput={(event) => onChange({ help: event.currentTarget.value })} />
      </FormField>
      <label class="tick-field">
        <input
          type="checkbox"
          checked={isRequired}
          onChange={(event) => onChange({ isRequired: event.currentTarget.checked })}
        />
        <span>It has to be answered</span>
      </label>
    </fieldset>
  )
}

function LabelFields({ field, mistakeAt, onChange }: Omit<QuestionFieldsProps, 'number' | 'others' | 'onRemove'>) {
  return (
    <>
      <FormField name="Choices, one a line" note="None: any word." mistake={mistakeAt('options')}>
        <textarea
          rows={3}
          dir="auto"
          value={field.options}
          onInput={(event) => onChange({ options: event.currentTarget.value })}
        />
      </FormField>
      <label class="tick-field">
        <input
          type="checkbox"
          checked={field.isMany}
          onChange={(event) => onChange({ isMany: event.currentTarget.checked })}
        />
        <span>Any number of them</span>
      </label>
    </>
  )
}
