// How far the queue is, what was decided last, and the way back.
import { Undo2 } from 'lucide-preact'
import { formatCount } from '../../../format/number.ts'
import { type DeskView, OUTCOME_WORDS } from './seats.ts'
import { type Sitting, ticksInWords, ticksOf, timeLeft } from './ticks.ts'

export function DeskBar({ view, onUndo }: { view: DeskView; onUndo: () => void }) {
  const { seats, progress, decided, sittingCount } = view
  if (progress === null) return null
  const passed = seats.filter(({ outcome }) => outcome !== null)
  const sitting: Sitting = {
    done: progress.done,
    open: progress.open,
    behind: passed.map(({ outcome }) => (outcome === 'skipped' ? 'skipped' : 'done')),
    isAnyInHand: passed.length < seats.length,
  }
  const ticks = ticksOf(sitting)
  const last = seats.find(({ item }) => item.id === decided.at(-1))?.outcome ?? null
  const left = timeLeft(
    passed.filter(({ outcome }) => outcome !== 'skipped').map(({ tookMs }) => tookMs),
    progress.open,
  )
  return (
    <div class="desk-bar">
      <p>
        <b class="desk-place">
          {formatCount(progress.done)} of {formatCount(progress.done + progress.open)} done
        </b>{' '}
        <span class="muted">
          {sittingCount > 0 && `${formatCount(sittingCount)} by you in this sitting`}
          {sittingCount > 0 && left !== null && ', '}
          {left}
        </span>
      </p>
      <div class="ticks" role="img" aria-label={ticksInWords(ticks, sitting)}>
        {ticks.map((tick, at) => (
          <i key={at} class={tick} />
        ))}
      </div>
      <div class="desk-last">
        {last !== null && <span>Last: {OUTCOME_WORDS[last]}</span>}
        <button
          class="button small"
          type="button"
          disabled={decided.length === 0}
          aria-keyshortcuts="u"
          onClick={onUndo}
        >
          <Undo2 size={14} />
          Undo
          <kbd aria-hidden="true">U</kbd>
        </button>
      </div>
    </div>
  )
}
