// Whether the reviewers of a queue agree on the judgement, beside the queue; its report says it in full.
import { ask } from '../../../api/client.ts'
import { useOnce } from '../../../api/use-once.ts'
import { RatioEstimate } from '../estimate.tsx'
import { AGREEMENT_NEEDS } from '../needs.ts'

export function QueueAgreement({ queue, done }: { queue: string; done: number }) {
  if (done === 0) return <span class="note">nothing reviewed yet</span>
  return <Agreement queue={queue} />
}

function Agreement({ queue }: { queue: string }) {
  const { value, whyNot } = useOnce(queue, () => ask('readReviewReport', { path: { id: queue } }))
  const judgement = value?.agreement.find(({ field }) => field === 'decision')
  if (value === null) return <span class="note">{whyNot === null ? '' : 'could not be read'}</span>
  return (
    <RatioEstimate estimate={judgement?.krippendorff ?? null} needs={AGREEMENT_NEEDS} has={judgement?.items ?? 0} />
  )
}
