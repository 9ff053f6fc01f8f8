// The rate of each part that was looked at, and the mean of each question, over all predictions that the rules fit.
import type { ReviewReport } from '@trimtab/contract'
import { formatCount } from '../../../format/number.ts'
import { RatioEstimate, ShareEstimate } from '../estimate.tsx'
import { FigureTable } from '../figure-table.tsx'
import { PART_NEEDS } from '../needs.ts'
import { REASON_NAMES } from '../reason-words.ts'

export function StrataSection({ strata }: Pick<ReviewReport, 'strata'>) {
  if (strata.length === 0) return null
  return (
    <section aria-labelledby="strata">
      <div class="section-head">
        <h2 id="strata">By why it was picked</h2>
        <span class="note">how many fit is estimated from what was picked</span>
      </div>
      <FigureTable
        label="By why it was picked"
        heads={['Picked because', 'Fit', 'Picked', 'Reviewed', 'Called good']}
        rows={strata.map(({ reason, population, picked, reviewed, good }) => ({
          key: reason,
          cells: [
            REASON_NAMES[reason],
            `about ${formatCount(Math.round(population))}`,
            formatCount(picked),
            formatCount(reviewed),
            <ShareEstimate estimate={good} needs={PART_NEEDS} has={reviewed} />,
          ],
        }))}
      />
    </section>
  )
}

export function FieldsSection({ fields }: Pick<ReviewReport, 'fields'>) {
  if (fields.length === 0) return null
  return (
    <section aria-labelledby="questions">
      <div class="section-head">
        <h2 id="questions">Questions</h2>
        <span class="note">means over all; yes counts 1, no counts 0</span>
      </div>
      <FigureTable
        label="Questions"
        heads={['Question', 'Mean']}
        rows={fields.map(({ name, mean }) => ({
          key: name,
          cells: [name, <RatioEstimate estimate={mean} needs={PART_NEEDS} has={mean.count} />],
        }))}
      />
    </section>
  )
}
