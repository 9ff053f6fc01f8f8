// A part of the traffic, picked from what there is: values of one slice are alternatives, different slices must all fit.
import { type Facet, type Slice, type SliceFilter, SLICES } from '@trimtab/contract'
import { X } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { Picker } from '../../../controls/picker.tsx'
import { SLICE_NAMES } from '../slice-names.ts'

interface SlicePickerProps {
  only: SliceFilter
  facets: readonly Facet[]
  mistake: string | null
  onPick: (only: SliceFilter) => void
}

export function SlicePicker({ only, facets, mistake, onPick }: SlicePickerProps) {
  const there = SLICES.filter((slice) => facets.some(({ name, values }) => name === slice && values.length > 0))
  const [chosen, setChosen] = useState<Slice | null>(null)
  const slice = chosen ?? there[0] ?? null
  const values = facets.find(({ name }) => name === slice)?.values ?? []
  const taken = slice === null ? [] : (only[slice] ?? [])
  const set = (of: Slice, next: string[]): void => {
    const { [of]: _before, ...others } = only
    onPick(next.length === 0 ? others : { ...others, [of]: next })
  }
  return (
    <div class="slices" role="group" aria-label="Which part">
      {SLICES.flatMap((of) =>
        (only[of] ?? []).map((value) => (
          <span class="chip" key={`${of} ${value}`}>
            <b>{SLICE_NAMES[of]}</b>
            <span class="chip-value">{value}</span>
            <button
              class="chip-off"
              type="button"
              aria-label={`Without ${SLICE_NAMES[of]} ${value}`}
              onClick={() =>
                set(
                  of,
                  (only[of] ?? []).filter((each) => each !== value),
                )
              }
            >
              <X size={12} />
            </button>
          </span>
        )),
      )}
      {slice === null ? (
        <p class="note">Nothing is known yet of this task’s traffic.</p>
      ) : (
        <>
          <Picker
            label="What of it"
            value={slice}
            options={there.map((each) => ({ value: each, label: SLICE_NAMES[each] }))}
            onPick={(name) => setChosen(there.find((each) => each === name) ?? null)}
          />
          <Picker
            label="Which one"
            value=""
            options={[
              { value: '', label: 'Add one' },
              ...values.filter(({ value }) => !taken.includes(value)).map(({ value }) => ({ value, label: value })),
            ]}
            onPick={(value) => value !== '' && set(slice, [...taken, value])}
          />
        </>
      )}
      {mistake !== null && (
        <p class="mistake" role="alert">
          The part {mistake}.
        </p>
      )}
    </div>
  )
}
