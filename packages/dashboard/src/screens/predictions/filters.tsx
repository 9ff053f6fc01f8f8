// Which predictions: of which task, with which opinion. The choice is the address.
import type { PredictionFilters } from '../../api/client.ts'
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

export function Filters({ filters, tasks, onFilter }: FiltersProps) {
  // A task in the address is a choice even before the collector has named it.
  const names = filters.task === null || tasks.includes(filters.task) ? tasks : [...tasks, filters.task]
  const taskOptions = [{ value: '', label: 'All tasks' }, ...names.map((name) => ({ value: name, label: name }))]
  return (
    <div class="filters" role="search" aria-label="Predictions">
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
    </div>
  )
}
