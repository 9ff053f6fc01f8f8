// How many are picked, and from when on.
import { useState } from 'preact/hooks'
import { Moment } from '../../../controls/moment.tsx'
import { formatMoment } from '../../../format/date.ts'
import { FormField } from './form-field.tsx'
import type { Mistakes } from './places.ts'
import { LOOK_BACK_DAYS, lookBack, type QueueDraft } from './queue-draft.ts'

interface PaceFieldsProps {
  draft: QueueDraft
  isThere: boolean
  mistakes: Mistakes
  onChange: (change: Partial<QueueDraft>) => void
}

export function PaceFields({ draft, isThere, mistakes, onChange }: PaceFieldsProps) {
  return (
    <>
      <fieldset>
        <legend>How many</legend>
        <div class="pace">
          <label class="tick-field">
            <input type="radio" name="pace" checked={draft.isByDay} onChange={() => onChange({ isByDay: true })} />
            <span>
              About so many a day{' '}
              <span class="note">
                spread over what is ticked so that rates are known best; worked out anew each hour
              </span>
            </span>
          </label>
          {draft.isByDay && (
            <FormField name="A day" mistake={mistakes.at('perDay')}>
              <input
                type="number"
                min="1"
                max="10000"
                value={draft.perDay}
                onInput={(event) => onChange({ perDay: event.currentTarget.value })}
              />
            </FormField>
          )}
          <label class="tick-field">
            <input type="radio" name="pace" checked={!draft.isByDay} onChange={() => onChange({ isByDay: false })} />
            <span>
              A share of each <span class="note">said beside each rule, in percent of what it fits</span>
            </span>
          </label>
        </div>
      </fieldset>
      <SinceFields draft={draft} isThere={isThere} onChange={onChange} />
    </>
  )
}

function SinceFields({ draft, isThere, onChange }: Omit<PaceFieldsProps, 'mistakes'>) {
  const [started] = useState(draft.since)
  const week = isThere && started !== null ? started : lookBack(Date.now())
  return (
    <fieldset>
      <legend>From when on</legend>
      <div class="pace">
        <label class="tick-field">
          <input type="radio" name="since" checked={draft.since !== null} onChange={() => onChange({ since: week })} />
          {isThere && started !== null ? (
            <span>
              Since <Moment at={started} format={formatMoment} />
            </span>
          ) : (
            <span>The last {LOOK_BACK_DAYS} days, and what comes</span>
          )}
        </label>
        <label class="tick-field">
          <input type="radio" name="since" checked={draft.since === null} onChange={() => onChange({ since: null })} />
          <span>Only what comes from now on</span>
        </label>
      </div>
    </fieldset>
  )
}
