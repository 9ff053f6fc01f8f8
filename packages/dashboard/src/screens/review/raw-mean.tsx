// What a judge says before anybody sets it right: no interval, because what it is off by is in none.
import { formatCount, formatRatio } from '../../format/number.ts'

export function RawMean({ raw }: { raw: { mean: number; count: number } }) {
  return (
    <span class="estimate">
      {formatRatio(raw.mean)} <span class="note">n {formatCount(raw.count)}</span>
    </span>
  )
}
