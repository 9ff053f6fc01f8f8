// Makes a queue, or changes one: which predictions people look at, how many, and what they are asked. What the collector
// finds wrong stands at its field.
import type { Facet, Task } from '@trimtab/contract'
import { useState } from 'preact/hooks'
import { ask, type Reason } from '../../../api/client.ts'
import { useOnce } from '../../../api/use-once.ts'
import { formatCounted } from '../../../format/number.ts'
import { CorrectionFields } from './correction-fields.tsx'
import { FormField } from './form-field.tsx'
import { mistakesOf } from './places.ts'
import { PaceFields } from './pace-fields.tsx'
import { localReason } from './local-reason.ts'
import { type QueueDraft, usualForm } from './queue-draft.ts'
import { PeopleFields } from './people-fields.tsx'
import { RubricEditor } from './rubric-editor.tsx'
import { RulesFields } from './rules-fields.tsx'

interface QueueFormProps {
  start: QueueDraft
  tasks: readonly Task[]
  /** There is such a queue already: its task stays, and since when it looks back too. */
  isThere: boolean
  onSave: (draft: QueueDraft) => Promise<Reason | null>
  onLeave: () => void
}

export function QueueForm({ start, tasks, isThere, onSave, onLeave }: QueueFormProps) {
  const [draft, setDraft] = useState(start)
  const [whyNot, setWhyNot] = useState<Reason | null>(null)
  const [isSaving, setIsSaving] = useState(false)
  const facets = useOnce(`facets ${draft.task}`, () => ask('readFacets', { query: { task: draft.task } }))
  const change = (part: Partial<QueueDraft>): void => setDraft((before) => ({ ...before, ...part }))
  const mistakes = mistakesOf(whyNot, draft)

  function pickTask(task: string): void {
    const kindOf = (name: string) => tasks.find((each) => each.task === name)?.kind ?? null
    const isUsual = draft.correction === usualForm(kindOf(draft.task))
    change(isUsual ? { task, correction: usualForm(kindOf(task)) } : { task })
  }
  async function onSubmit(event: Event): Promise<void> {
    event.preventDefault()
    if (isSaving) return
    const mine = localReason(draft)
    setIsSaving(true)
    const refused = mine ?? (await onSave(draft))
    setIsSaving(false)
    setWhyNot(refused)
    if (refused !== null) focusFirstMistake()
  }
  return (
    <form class="queue-form" noValidate onSubmit={(event) => void onSubmit(event)}>
      <div class="form-row">
        <FormField name="Name" mistake={mistakes.at('name')}>
          <input value={draft.name} maxLength={512} onInput={(event) => change({ name: event.currentTarget.value })} />
        </FormField>
        <FormField name="Task" mistake={mistakes.at('task')} note={taskNote(facets.value?.facets ?? null, isThere)}>
          <select value={draft.task} disabled={isThere} onChange={(event) => pickTask(event.currentTarget.value)}>
            {taskNames(tasks, draft.task).map(({ name, words }) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </select>
        </FormField>
      </div>
      <RulesFields draft={draft} facets={facets.value?.facets ?? []} mistakes={mistakes} onChange={change} />
      <PaceFields draft={draft} isThere={isThere} mistakes={mistakes} onChange={change} />
      <FormField name="Guidelines" mistake={mistakes.at('guidelines')} note="Stand beside every item.">
        <textarea
          rows={4}
          dir="auto"
          value={draft.guidelines}
          onInput={(event) => change({ guidelines: event.currentTarget.value })}
        />
      </FormField>
      <RubricEditor fields={draft.fields} mistakes={mistakes} onChange={(fields) => change({ fields })} />
      <CorrectionFields draft={draft} mistakes={mistakes} onChange={change} />
      <PeopleFields draft={draft} mistakes={mistakes} onChange={change} />
      {mistakes.rest.length > 0 && (
        <p class="mistake" role="alert" tabIndex={-1}>
          This could not be saved. {mistakes.rest.join(' ')}
        </p>
      )}
      <div class="acts">
        <button class="button primary" type="submit" disabled={isSaving}>
          {isThere ? 'Save' : 'Make the queue'}
        </button>
        <button class="button" type="button" onClick={onLeave}>
          Leave
        </button>
      </div>
    </form>
  )
}

function taskNames(tasks: readonly Task[], chosen: string): { name: string; words: string }[] {
  const known = tasks.map(({ task, predictions }) => ({
    name: task,
    words: `${task}, ${formatCounted(predictions, 'prediction')}`,
  }))
  const isKnown = chosen === '' || known.some(({ name }) => name === chosen)
  return isKnown ? known : [...known, { name: chosen, words: chosen }]
}

/** Of a task that has answered there is at least one part of the traffic. */
function taskNote(facets: readonly Facet[] | null, isThere: boolean): string {
  const isSilent = facets?.every(({ values }) => values.length === 0) === true
  return [isThere && 'Stays as it is.', isSilent && 'It has no predictions yet: nothing is picked before some come.']
    .filter((words) => words !== false)
    .join(' ')
}

/** What has to be put right is where the reader is sent to. */
function focusFirstMistake(): void {
  requestAnimationFrame(() => {
    const wrong = document.querySelector<HTMLElement>('.queue-form [aria-invalid=true], .queue-form .mistake[tabindex]')
    wrong?.focus()
  })
}
