// What the loop has gathered so far: from what was answered to what people made better.
import type { Overview } from '@trimtab/contract'
import { formatCount, formatPercent } from '../../format/number.ts'

export function Loop({ overview }: { overview: Overview }) {
  const { predictions, rated, corrected } = overview
  return (
    <section aria-labelledby="loop">
      <div class="section-head">
        <h2 id="loop">The loop</h2>
        <span class="note">all tasks, over everything that ever came</span>
      </div>
      <ol class="course">
        <Station name="predictions" count={predictions} note="seen so far" />
        <Station
          name="rated"
          count={rated}
          note={rated === 0 ? 'none yet' : `${formatPercent(rated / predictions)} of predictions`}
        />
        <Station
          name="corrected"
          count={corrected}
          note={corrected === 0 ? 'none yet' : `${formatPercent(corrected / predictions)} of predictions`}
        />
      </ol>
    </section>
  )
}

function Station({ name, count, note }: { name: string; count: number; note: string }) {
  return (
    <li class={count > 0 ? 'reached' : undefined}>
      <span class="figure">{formatCount(count)}</span>
      <span class="station-name">{name}</span>
      <span class="note">{note}</span>
    </li>
  )
}
