// The head of the panel: where in the list one is, how to get to the next, which prediction this is, and out.
import { ChevronDown, ChevronUp, X } from 'lucide-preact'
import { CopyButton } from '../../controls/copy-button.tsx'
import { formatCount } from '../../format/number.ts'

export interface Place {
  at: number
  of: number
  /** Nothing older than the rows that are shown. */
  isAll: boolean
}

interface PanelBarProps {
  id: string
  /** Null when it is not among the rows that are shown. */
  place: Place | null
  onMove: (step: number) => void
  onClose: () => void
}

export function PanelBar({ id, place, onMove, onClose }: PanelBarProps) {
  const isFirst = place === null || place.at === 1
  const isLast = place !== null && place.at === place.of
  return (
    <div class="panel-bar">
      <button
        class="icon-button"
        type="button"
        aria-label="Previous"
        aria-keyshortcuts="k"
        disabled={isFirst}
        onClick={() => onMove(-1)}
      >
        <ChevronUp />
      </button>
      <button
        class="icon-button"
        type="button"
        aria-label="Next"
        aria-keyshortcuts="j"
        disabled={isLast}
        onClick={() => onMove(1)}
      >
        <ChevronDown />
      </button>
      {place !== null && (
        <span class="place">
          {formatCount(place.at)} of {formatCount(place.of)}
          {!place.isAll && ' shown'}
        </span>
      )}
      <span class="key-hints" aria-hidden="true">
        <kbd>J</kbd>
        <kbd>K</kbd>
      </span>
      <code class="id" title={id}>
        …{id.slice(-12)}
      </code>
      <CopyButton text={id} label="Copy id" isIcon />
      <button class="icon-button close" type="button" aria-label="Close" aria-keyshortcuts="Escape" onClick={onClose}>
        <X />
      </button>
    </div>
  )
}
