// Which predictions: of which task, how they ended, with which opinion. The choice is the address.
import type { PredictionFilters } from '../../api/filters.ts'
import { Picker } from '../../controls/picker.tsx'

interface FiltersProps {
  filters: PredictionFilters
  tasks: string[]
  onFilter: (filters: PredictionFilters) => void
}

const FEEDBACK_OPTIONS = [
  { value: '', label: 'All feedback' },
  { value: 'up', label: 'Helpful' },
  { value: 'down', label: 'Not helpful' },
  { value: 'corrected', label: 'Corrected' },
  { value: 'none', label: 'No feedback' },
]

const STATUS_OPTIONS = [
  { value: '', label: 'Any outcome' },
  { value: 'ok', label: 'Answered' },
  { value: 'error', label: 'Failed' },
  { value: 'cancelled', label: 'Cancelled' },
]

export function Filters({ filters, tasks, onFilter }: FiltersProps) {
  // A task in the address is a choice even before the collector has named it.
  const names = filters.task === null || tasks.includes(filters.task) ? tasks : [...tasks, filters.task]
  const taskOptions = [{ value: '', label: 'All tasks' }, ...names.map((name) => ({ value: name, label: name }))]
  return (
    <div class="filters">
      <Picker
        label="Task"
        value={filters.task ?? ''}
        options={taskOptions}
        onPick={(task) => onFilter({ ...filters, task: task === '' ? null : task })}
      />
      <Picker
        label="Feedback"
        value={filters.feedback ?? ''}
        options={FEEDBACK_OPTIONS}
        onPick={(feedback) => onFilter({ ...filters, feedback: feedback === '' ? null : feedback })}
      />
      <Picker
        label="Outcome"
        value={filters.status ?? ''}
        options={STATUS_OPTIONS}
        onPick={(status) => onFilter({ ...filters, status: status === '' ? null : status })}
      />
    </div>
  )
}
