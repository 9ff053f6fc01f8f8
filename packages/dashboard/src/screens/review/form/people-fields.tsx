// Who reviews, and how many look at one item: where two look at some, it can be told whether they agree.
import { LEASE_MINUTES_MAX } from '@trimtab/contract'
import { FormField } from './form-field.tsx'
import type { Mistakes } from './places.ts'
import type { QueueDraft } from './queue-draft.ts'

interface PeopleFieldsProps {
  draft: QueueDraft
  mistakes: Mistakes
  onChange: (change: Partial<QueueDraft>) => void
}

export function PeopleFields({ draft, mistakes, onChange }: PeopleFieldsProps) {
  return (
    <fieldset>
      <legend>Who reviews</legend>
      <FormField
        name="Reviewers"
        mistake={mistakes.at('reviewers')}
        note="One name a line. None: everybody whose key may."
      >
        <textarea
          rows={2}
          value={draft.reviewers}
          onInput={(event) => onChange({ reviewers: event.currentTarget.value })}
        />
      </FormField>
      <div class="form-row">
        <FormField name="Reviewers of each item" mistake={mistakes.at('reviewersPerItem')}>
          <input
            type="number"
            min="1"
            max="5"
            value={draft.reviewersPerItem}
            onInput={(event) => onChange({ reviewersPerItem: event.currentTarget.value })}
          />
        </FormField>
        <FormField
          name="Percent seen by one more"
          mistake={mistakes.at('overlapShare')}
          note="Tells whether reviewers agree."
        >
          <input
            type="number"
            min="0"
            max="100"
            step="any"
            value={draft.overlap}
            onInput={(event) => onChange({ overlap: event.currentTarget.value })}
          />
        </FormField>
        <FormField name="Minutes an item is kept" mistake={mistakes.at('leaseMinutes')} note="For whoever has it.">
          <input
            type="number"
            min="1"
            max={LEASE_MINUTES_MAX}
            step="any"
            value={draft.leaseMinutes}
            onInput={(event) => onChange({ leaseMinutes: event.currentTarget.value })}
          />
        </FormField>
      </div>
    </fieldset>
  )
}
