// A figure with what it rests on: the interval and n stand beside it, and where n says too little there is no figure.
import { formatCount, formatInterval, formatPercent, formatRatio } from '../../format/number.ts'

interface Known {
  value: number
  low: number
  high: number
  count: number
}

interface EstimateProps {
  estimate: Known | null
  /** Below this the figure would say more than is known. */
  needs: number
  /** How many there are, where there is no estimate. */
  has: number
}

/** A part of something, in percent. */
export function ShareEstimate({ estimate, needs, has }: EstimateProps) {
  if (estimate === null || estimate.count < needs) return <TooFew needs={needs} has={estimate?.count ?? has} />
  return (
    <span class="estimate">
      <b>{formatPercent(estimate.value)}</b>{' '}
      <span class="note">
        {formatInterval(estimate)}, n {formatCount(estimate.count)}
      </span>
    </span>
  )
}

/** A mean, or a coefficient such as κ. */
export function RatioEstimate({ estimate, needs, has }: EstimateProps) {
  if (estimate === null || estimate.count < needs) return <TooFew needs={needs} has={estimate?.count ?? has} />
  return (
    <span class="estimate">
      <b>{formatRatio(estimate.value)}</b>{' '}
      <span class="note">
        {formatRatio(estimate.low)} to {formatRatio(estimate.high)}, n {formatCount(estimate.count)}
      </span>
    </span>
  )
}

function TooFew({ needs, has }: { needs: number; has: number }) {
  return (
    <span class="estimate">
      –{' '}
      <span class="note">
        {has < needs ? `needs ${formatCount(needs)}, has ${formatCount(has)}` : 'cannot be told from what there is'}
      </span>
    </span>
  )
}
