// How each reviewer works: how much, what they decide, how long it takes, and whether others say the same.
import { type ReviewerReport, REVIEW_DECISIONS } from '@trimtab/contract'
import { Moment } from '../../../controls/moment.tsx'
import { formatMoment } from '../../../format/date.ts'
import { formatDuration } from '../../../format/duration.ts'
import { formatCount } from '../../../format/number.ts'
import { ShareEstimate } from '../estimate.tsx'
import { FigureTable } from '../figure-table.tsx'
import { AGREEMENT_NEEDS } from '../needs.ts'

const WORDS = { good: 'good', corrected: 'corrected', bad: 'bad', unsure: 'cannot tell', skipped: 'skipped' } as const

export function ReviewersSection({ reviewers }: { reviewers: readonly ReviewerReport[] }) {
  if (reviewers.length === 0) return null
  return (
    <section aria-labelledby="reviewers-report">
      <div class="section-head">
        <h2 id="reviewers-report">Reviewers</h2>
      </div>
      <FigureTable
        label="Reviewers"
        heads={['Reviewer', 'Reviews', 'Decided', 'Took, median', 'Others said the same', 'Last']}
        rows={reviewers.map((reviewer) => ({ key: reviewer.reviewer, cells: cellsOf(reviewer) }))}
      />
    </section>
  )
}

function cellsOf({ reviewer, reviews, decisions, medianMs, agreesWithOthers, lastAt }: ReviewerReport) {
  const said = REVIEW_DECISIONS.filter((decision) => decisions[decision] > 0)
  return [
    reviewer,
    formatCount(reviews),
    <span class="note">
      {said.map((decision) => `${formatCount(decisions[decision])} ${WORDS[decision]}`).join(', ')}
    </span>,
    medianMs === null ? '–' : formatDuration(medianMs),
    <ShareEstimate estimate={agreesWithOthers} needs={AGREEMENT_NEEDS} has={agreesWithOthers?.count ?? 0} />,
    lastAt === null ? '–' : <Moment at={lastAt} format={formatMoment} />,
  ]
}
