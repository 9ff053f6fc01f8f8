// What the list is filtered by and has no control of its own, one chip a value: each can be taken off by itself. What
// nobody understands is a chip too, because a list that ignores it in silence would say something else than its address.
import { X } from 'lucide-preact'
import { labelOf, type PredictionFilters } from '../../api/filters.ts'

interface FilterChipsProps {
  filters: PredictionFilters
  onFilter: (filters: PredictionFilters) => void
}

/** These have a picker, or the field itself. */
const ELSEWHERE: readonly string[] = ['task', 'feedback', 'status', 'q']

export function FilterChips({ filters, onFilter }: FilterChipsProps) {
  return (
    <>
      {filters.map(([name, value], at) => {
        if (ELSEWHERE.includes(name)) return null
        const label = labelOf(name)
        return (
          <span class={label === null ? 'chip unknown' : 'chip'} key={`${at} ${name}`}>
            <b>{label ?? name}</b>
            <span class="chip-value">{value}</span>
            {label === null && <i>not understood</i>}
            <button
              class="chip-off"
              type="button"
              aria-label={`Do not filter by ${label ?? name} ${value}`}
              onClick={() => onFilter(filters.filter((_, other) => other !== at))}
            >
              <X size={12} />
            </button>
          </span>
        )
      })}
    </>
  )
}
