// One choice out of a few, as the browser's own select in our clothes: it works with every keyboard and every phone.
import { ChevronDown } from 'lucide-preact'

interface PickerProps {
  label: string
  value: string
  options: { value: string; label: string }[]
  onPick: (value: string) => void
}

export function Picker({ label, value, options, onPick }: PickerProps) {
  return (
    <span class="picker">
      <select aria-label={label} value={value} onChange={(event) => onPick(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} />
    </span>
  )
}
