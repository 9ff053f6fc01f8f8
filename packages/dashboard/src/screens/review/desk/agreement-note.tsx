// Whether this reviewer judges as the others do, on what they both saw: read once a sitting, because it takes all reviews.
import { ask } from '../../../api/client.ts'
import { useOnce } from '../../../api/use-once.ts'
import { formatCount, formatRatio } from '../../../format/number.ts'

export function AgreementNote({ queue, reviewer }: { queue: string; reviewer: string }) {
  const { value } = useOnce(`report ${queue}`, () => ask('readReviewReport', { path: { id: queue } }))
  const mine = value?.pairs.filter(({ reviewers }) => reviewers.includes(reviewer)) ?? []
  const [pair] = mine.toSorted((left, right) => right.items - left.items)
  if (pair === undefined) return null
  const other = pair.reviewers.find((name) => name !== reviewer) ?? ''
  return (
    <div class="agreement-note">
      <p class="note">Agreement with {other} on items you both saw</p>
      {pair.kappa === null ? (
        <p>
          – <span class="note">too few to tell, n {formatCount(pair.items)}</span>
        </p>
      ) : (
        <p>
          <b>κ {formatRatio(pair.kappa.value)}</b>{' '}
          <span class="note">
            {formatRatio(pair.kappa.low)} to {formatRatio(pair.kappa.high)}, n {formatCount(pair.items)}
          </span>
        </p>
      )}
    </div>
  )
}
