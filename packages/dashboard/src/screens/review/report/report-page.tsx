// What the reviews of a queue add up to. It is read when the page is opened and when somebody asks: it takes all reviews.
import type { ReviewQueueWithProgress, ReviewReport } from '@trimtab/contract'
import { Download, RefreshCw } from 'lucide-preact'
import { ask } from '../../../api/client.ts'
import { addressOf } from '../../../api/address.ts'
import { useOnce } from '../../../api/use-once.ts'
import { Failure } from '../../../controls/failure.tsx'
import { formatCounted, formatInterval, formatPercent } from '../../../format/number.ts'
import { RATE_NEEDS } from '../needs.ts'
import { Warnings } from '../warnings.tsx'
import { AgreementSection } from './agreement-section.tsx'
import { FieldsSection, StrataSection } from './rates-section.tsx'
import { JudgesSection } from './judges-section.tsx'
import { ReviewersSection } from './reviewers-section.tsx'

export function ReportPage({ queue }: { queue: ReviewQueueWithProgress }) {
  const { id } = queue
  const { value, whyNot, isReading, again } = useOnce(id, () => ask('readReviewReport', { path: { id } }))
  return (
    <>
      {whyNot !== null && <Failure what="The report" reason={whyNot} onRetry={again} />}
      {value === null && whyNot === null && <p class="desk-wait muted">Adding up the reviews.</p>}
      {value !== null && (
        <>
          <Headline report={value} />
          <div class="acts report-acts">
            <button class="button small" type="button" disabled={isReading} onClick={again}>
              <RefreshCw size={14} />
              {isReading ? 'Adding up' : 'Add up again'}
            </button>
            <Export id={id} format="csv" name="CSV" />
            <Export id={id} format="jsonl" name="JSON lines" />
          </div>
          <Warnings sentences={value.warnings} />
          {value.reviews > 0 && (
            <>
              <StrataSection strata={value.strata} />
              <FieldsSection fields={value.fields} />
              <AgreementSection agreement={value.agreement} pairs={value.pairs} />
              <ReviewersSection reviewers={value.reviewers} />
              <JudgesSection judges={value.judges} />
            </>
          )}
        </>
      )}
    </>
  )
}

function Headline({ report: { good, reviews, isWhole } }: { report: ReviewReport }) {
  const cut = isWhole ? '' : ' There are more reviews than a report reads; these are the newest.'
  return (
    <div class="answer">
      <h2 class="log-words">{headlineWords(good, reviews)}</h2>
      {good !== null && good.count >= RATE_NEEDS && (
        <p>
          <b>{formatPercent(good.value)}</b>, {formatInterval(good)} with 95% certainty, from{' '}
          {formatCounted(good.count, 'reviewed prediction')}, each weighted by the chance it was picked with.{cut}
        </p>
      )}
      {(good === null || good.count < RATE_NEEDS) && (
        <p>
          A rate over all needs {RATE_NEEDS} reviewed predictions, and there are {good?.count ?? 0}.{cut}
        </p>
      )}
    </div>
  )
}

function headlineWords(good: ReviewReport['good'], reviews: number): string {
  if (reviews === 0) return 'Nothing is reviewed yet.'
  if (good === null || good.count < RATE_NEEDS) return 'Too little is reviewed to speak of all.'
  const tenths = Math.round(good.value * 10)
  if (tenths >= 10) return 'Reviewers would call nearly all of it good.'
  return tenths <= 0
    ? 'Reviewers would call hardly any of it good.'
    : `Reviewers would call about ${tenths} in 10 good.`
}

function Export({ id, format, name }: { id: string; format: 'csv' | 'jsonl'; name: string }) {
  return (
    <a class="button small" href={addressOf('exportReviews', { path: { id }, query: { format } })} download>
      <Download size={14} />
      {name}
    </a>
  )
}
