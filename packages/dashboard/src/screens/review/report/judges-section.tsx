// What judges say of the queue’s predictions, and what they say once the few that people reviewed have set them right.
import type { JudgedRate } from '@trimtab/contract'
import { RatioEstimate } from '../estimate.tsx'
import { FigureTable } from '../figure-table.tsx'
import { AGREEMENT_NEEDS, PART_NEEDS } from '../needs.ts'
import { RawMean } from '../raw-mean.tsx'

export function JudgesSection({ judges }: { judges: readonly JudgedRate[] }) {
  if (judges.length === 0) return null
  return (
    <section aria-labelledby="judges">
      <div class="section-head">
        <h2 id="judges">Judges, set right by reviewers</h2>
        <span class="note">the narrower of the last two intervals says whether the judge helps</span>
      </div>
      <FigureTable
        label="Judges"
        heads={['Judge', 'Says', 'Set right', 'Reviews alone', 'κ with people']}
        rows={judges.map(({ judge, raw, corrected, reviewsOnly, kappa }) => ({
          key: judge,
          cells: [
            judge,
            <RawMean raw={raw} />,
            <RatioEstimate estimate={corrected} needs={PART_NEEDS} has={corrected.count} />,
            <RatioEstimate estimate={reviewsOnly} needs={PART_NEEDS} has={reviewsOnly.count} />,
            <RatioEstimate estimate={kappa} needs={AGREEMENT_NEEDS} has={kappa?.count ?? 0} />,
          ],
        }))}
      />
    </section>
  )
}
