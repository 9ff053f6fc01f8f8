// Nothing waits for this reviewer: what was done, why nothing is there, and that more comes by itself.
import type { ReviewQueueWithProgress } from '@trimtab/contract'
import { Link } from 'wouter-preact'
import { formatCounted } from '../../../format/number.ts'
import { PATHS, queueHref } from '../../../router.ts'
import { phaseReason } from '../queue-words.ts'

export function NothingLeft({ queue, sittingCount }: { queue: ReviewQueueWithProgress; sittingCount: number }) {
  const { open, leased } = queue.progress
  return (
    <div class="answer">
      <h2 class="log-words">{sittingCount === 0 ? 'Nothing waits for you here.' : 'That was all, for now.'}</h2>
      <p>
        {sittingCount > 0 && `You decided ${formatCounted(sittingCount, 'item')} in this sitting. `}
        {open > 0 && `${formatCounted(open, 'item')} wait for others${leased > 0 ? ', or are in their hands' : ''}. `}
        {phaseReason(queue)} What comes shows here by itself.
      </p>
      <div class="acts">
        <Link class="button" href={queueHref(queue.id, 'queueReport')}>
          See what it adds up to
        </Link>
        <Link class="button" href={PATHS.review}>
          All queues
        </Link>
      </div>
    </div>
  )
}
