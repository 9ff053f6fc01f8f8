// What people look at: each rule in one sentence, to be ticked, with what it needs beside it.
import type { Facet } from '@trimtab/contract'
import { FormField } from './form-field.tsx'
import type { Mistakes } from './places.ts'
import type { QueueDraft, RuleDraft } from './queue-draft.ts'
import { SlicePicker } from './slice-picker.tsx'

const SENTENCES: { readonly [reason in RuleDraft['reason']]: { name: string; why: string } } = {
  thumbs_down: { name: 'Somebody said not helpful', why: 'Shows what customers mind.' },
  low_confidence: { name: 'The model was unsure', why: 'Of models that say how probable their answer is.' },
  disagreement: {
    name: 'People disagree, or two variants answered one key differently',
    why: 'A reviewer’s word settles it.',
  },
  new_category: {
    name: 'Something not seen before',
    why: 'A label, or a text among the features, that is new in this task.',
  },
  drifted_slice: { name: 'A part of the traffic', why: 'Such as one version of a prompt, or one model.' },
  random: {
    name: 'Any prediction, by chance',
    why: 'Without it nothing is known of what nobody complained about.',
  },
}

interface RulesFieldsProps {
  draft: QueueDraft
  facets: readonly Facet[]
  mistakes: Mistakes
  onChange: (change: Partial<QueueDraft>) => void
}

export function RulesFields({ draft, facets, mistakes, onChange }: RulesFieldsProps) {
  const change = (at: number, rule: Partial<RuleDraft>): void =>
    onChange({ rules: draft.rules.map((each, other) => (other === at ? { ...each, ...rule } : each)) })
  return (
    <fieldset>
      <legend>What to look at</legend>
      <ul class="rule-list">
        {draft.rules.map((rule, at) => (
          <li key={at}>
            <label class="tick-field">
              <input
                type="checkbox"
                checked={rule.isOn}
                onChange={(event) => change(at, { isOn: event.currentTarget.checked })}
              />
              <span>
                {SENTENCES[rule.reason].name} <span class="note">{SENTENCES[rule.reason].why}</span>
              </span>
            </label>
            {rule.isOn && (
              <RuleNeeds
                rule={rule}
                isByDay={draft.isByDay}
                facets={facets}
                mistakeAt={(member) => mistakes.at(`rules.${at}.${member}`)}
                onChange={(next) => change(at, next)}
              />
            )}
          </li>
        ))}
      </ul>
      {draft.rules.every(({ isOn }) => !isOn) && (
        <p class="empty-rules">Nothing is picked: the queue has no rules. It holds what somebody puts there.</p>
      )}
    </fieldset>
  )
}

interface RuleNeedsProps {
  rule: RuleDraft
  isByDay: boolean
  facets: readonly Facet[]
  mistakeAt: (member: string) => string | null
  onChange: (rule: Partial<RuleDraft>) => void
}

function RuleNeeds({ rule, isByDay, facets, mistakeAt, onChange }: RuleNeedsProps) {
  if (isByDay && rule.reason !== 'low_confidence' && rule.reason !== 'drifted_slice') return null
  return (
    <div class="rule-needs">
      {rule.reason === 'low_confidence' && (
        <FormField name="Less sure than" mistake={mistakeAt('below')}>
          <input
            type="number"
            min="0"
            max="1"
            step="any"
            value={rule.below}
            onInput={(event) => onChange({ below: event.currentTarget.value })}
          />
        </FormField>
      )}
      {rule.reason === 'drifted_slice' && (
        <SlicePicker
          only={rule.only}
          facets={facets}
          mistake={mistakeAt('only')}
          onPick={(only) => onChange({ only })}
        />
      )}
      {!isByDay && (
        <FormField name="Percent of them" mistake={mistakeAt('share')}>
          <input
            type="number"
            min="0"
            max="100"
            step="any"
            value={rule.share}
            onInput={(event) => onChange({ share: event.currentTarget.value })}
          />
        </FormField>
      )}
    </div>
  )
}
