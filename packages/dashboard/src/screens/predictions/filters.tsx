// Which predictions: of which task, how they ended, with which opinion. The choice is the address.
import { type PredictionFilters, valuesOf, withFilter } from '../../api/filters.ts'
import { Picker } from '../../controls/picker.tsx'

interface FiltersProps {
  filters: PredictionFilters
  tasks: string[]
  onFilter: (filters: PredictionFilters) => void
}

interface Option {
  value: string
  label: string
}

const FEEDBACK_OPTIONS = [
  { value: '', label: 'All feedback' },
  { value: 'up', label: 'Helpful' },
  { value: 'down', label: 'Not helpful' },
  { value: 'corrected', label: 'Corrected' },
  { value: 'conflicting', label: 'Disputed' },
  { value: 'none', label: 'No feedback' },
]

const STATUS_OPTIONS = [
  { value: '', label: 'Any outcome' },
  { value: 'ok', label: 'Answered' },
  { value: 'error', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]

export function Filters({ filters, tasks, onFilter }: FiltersProps) {
  const taskOptions = [{ value: '', label: 'All tasks' }, ...tasks.map((name) => ({ value: name, label: name }))]
  const pickers = [
    { label: 'Task', name: 'task', options: taskOptions },
    { label: 'Feedback', name: 'feedback', options: FEEDBACK_OPTIONS },
    { label: 'Outcome', name: 'status', options: STATUS_OPTIONS },
  ] as const
  return (
    <div class="filters">
      {pickers.map(({ label, name, options }) => (
        <Picker
          key={name}
          label={label}
          {...chosenOf(valuesOf(filters, name), options)}
          onPick={(value) => onFilter(withFilter(filters, name, value || null))}
        />
      ))}
    </div>
  )
}

/** What the address says is a choice even where it is none of those there are, or several of them together. */
function chosenOf(values: string[], options: Option[]): { value: string; options: Option[] } {
  const value = values.join()
  if (options.some((option) => option.value === value)) return { value, options }
  const labels = values.map((each) => options.find((option) => option.value === each)?.label ?? each)
  return { value, options: [...options, { value, label: labels.join(', ') }] }
}
