// Words to find, and the filters that were chosen elsewhere, such as the session of a prediction: each can be taken off.
import { useEffect, useRef, useState } from 'preact/hooks'
import { Search } from 'lucide-preact'
import { type PredictionFilters, valuesOf, withFilter } from '../../api/filters.ts'
import { useKeys } from '../../controls/keyboard.ts'
import { FilterChips } from './filter-chips.tsx'

interface SearchFieldProps {
  filters: PredictionFilters
  onFilter: (filters: PredictionFilters) => void
}

export function SearchField({ filters, onFilter }: SearchFieldProps) {
  const field = useRef<HTMLInputElement>(null)
  const [said = ''] = valuesOf(filters, 'q')
  const [words, setWords] = useState(said)
  // The address may have changed by a link or by going back.
  useEffect(() => setWords(said), [said])
  useKeys({ '/': () => field.current?.select() })

  function search(text: string): void {
    const found = withFilter(filters, 'q', text.trim() || null)
    // Where to look says nothing without words to look for.
    onFilter(text.trim() === '' ? withFilter(found, 'in', null) : found)
  }
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
      <FilterChips filters={filters} onFilter={onFilter} />
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
