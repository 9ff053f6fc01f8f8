// Whether reviewers agree beyond chance: all of them on each question (Krippendorff’s α), and two and two (Cohen’s κ).
import type { ReviewReport } from '@trimtab/contract'
import { formatCount, formatPercent } from '../../../format/number.ts'
import { RatioEstimate } from '../estimate.tsx'
import { FigureTable } from '../figure-table.tsx'
import { AGREEMENT_NEEDS } from '../needs.ts'

export function AgreementSection({ agreement, pairs }: Pick<ReviewReport, 'agreement' | 'pairs'>) {
  return (
    <section aria-labelledby="agreement">
      <div class="section-head">
        <h2 id="agreement">Do reviewers agree?</h2>
        <span class="note">1 is always, 0 is what chance alone would give</span>
      </div>
      {agreement.every(({ items }) => items === 0) && (
        <p class="note">Nothing was seen by two yet. The queue’s settings say how much is.</p>
      )}
      {agreement.some(({ items }) => items > 0) && (
        <FigureTable
          label="Agreement on each question"
          heads={['On', 'Seen by two', 'Said the same', 'α']}
          rows={agreement.map(({ field, items, observed, krippendorff }) => ({
            key: field,
            cells: [
              field === 'decision' ? 'the judgement' : field,
              formatCount(items),
              observed === null ? '–' : formatPercent(observed),
              <RatioEstimate estimate={krippendorff} needs={AGREEMENT_NEEDS} has={items} />,
            ],
          }))}
        />
      )}
      {pairs.length > 0 && (
        <FigureTable
          label="Agreement of two"
          heads={['Reviewers', 'Both saw', 'Said the same', 'κ']}
          rows={pairs.map(({ reviewers, items, observed, kappa }) => ({
            key: reviewers.join('\n'),
            cells: [
              reviewers.join(' and '),
              formatCount(items),
              formatPercent(observed),
              <RatioEstimate estimate={kappa} needs={AGREEMENT_NEEDS} has={items} />,
            ],
          }))}
        />
      )}
    </section>
  )
}
