// Words to find, and the filters that were chosen elsewhere, such as the session of a prediction: each can be taken off.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Search, X } from 'lucide-preact'
import type { FilterName, PredictionFilters } from '../../api/filters.ts'
import { useKeys } from '../../controls/keyboard.ts'

interface SearchFieldProps {
  filters: PredictionFilters
  onFilter: (filters: PredictionFilters) => void
}

/** These have no picker of their own. */
const CHIPS: readonly FilterName[] = ['model', 'session', 'user', 'tag']

export function SearchField({ filters, onFilter }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [words, setWords] = useState(filters.q ?? '')
  // The address may have changed by a link or by going back.
  useEffect(() => setWords(filters.q ?? ''), [filters.q])
  useKeys({ '/': () => field.current?.select() })

  const search = (text: string): void => onFilter({ ...filters, q: text.trim() === '' ? null : text.trim() })
  const chips = CHIPS.flatMap((name) => (filters[name] === null ? [] : [{ name, value: filters[name] }]))
  return (
    <form
      class="search-field"
      role="search"
      aria-label="Words in predictions"
      onSubmit={(event) => {
        event.preventDefault()
        search(words)
      }}
    >
      <Search size={16} />
      {chips.map(({ name, value }) => (
        <span class="chip" key={name}>
          <b>{name}</b>
          <span class="chip-value">{value}</span>
          <button
            class="chip-off"
            type="button"
            aria-label={`Do not filter by ${name}`}
            onClick={() => onFilter({ ...filters, [name]: null })}
          >
            <X size={12} />
          </button>
        </span>
      ))}
      <input
        ref={field}
        type="search"
        value={words}
        placeholder="Words to find, “a phrase”, begin*, -without"
        aria-label="Words to find"
        maxLength={1000}
        onInput={(event) => setWords(event.currentTarget.value)}
        // The browser's own cross empties the field without sending it.
        onChange={(event) => event.currentTarget.value === '' && search('')}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  )
}
