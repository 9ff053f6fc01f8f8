// Puts a prediction before a reviewer: into one of the queues of its task. It counts in no rate there, because nobody knows
// the chance that it was picked with.
import type { Prediction, ReviewQueue } from '@trimtab/contract'
import { SquareCheckBig } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { Link } from 'wouter-preact'
import { ask, reasonOf } from '../../api/client.ts'
import { useMay } from '../../api/use-scopes.ts'
import { Dialog } from '../../controls/dialog.tsx'
import { useKeys } from '../../controls/keyboard.ts'
import { newQueueHref, queueHref } from '../../router.ts'

interface AddToQueueProps {
  prediction: Prediction
  queues: readonly ReviewQueue[]
}

interface Outcome {
  words: string
  /** Where it is now; null where it could not be put there. */
  queue: string | null
}

export function AddToQueue({ prediction, queues }: AddToQueueProps) {
  const [isPicking, setIsPicking] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const mayReview = useMay(['review'])
  const fitting = queues.filter(({ task }) => task === prediction.task)
  useKeys({ q: () => setIsPicking(mayReview) })

  async function add(queue: ReviewQueue): Promise<void> {
    setIsPicking(false)
    const answer = await ask('pickForReview', { path: { id: queue.id }, body: { predictions: [prediction.id] } })
    const whyNot = reasonOf(answer)
    if (whyNot !== null) setOutcome({ words: `It could not be added. ${whyNot.detail}`, queue: null })
    if (answer.kind !== 'value') return
    const { added, known } = answer.value
    const words = added > 0 ? `Added to ${queue.name}.` : `It is in ${queue.name} already.`
    const isUnknown = added + known === 0
    setOutcome(
      isUnknown ? { words: `${queue.name} does not know this prediction.`, queue: null } : { words, queue: queue.id },
    )
  }
  return (
    <div class="acts-of-review">
      <button
        class="button small"
        type="button"
        aria-keyshortcuts="q"
        disabled={!mayReview}
        onClick={() => setIsPicking(true)}
      >
        <SquareCheckBig size={14} />
        Add to queue
        <kbd aria-hidden="true">Q</kbd>
      </button>
      <p class={outcome !== null && outcome.queue === null ? 'outcome refused' : 'outcome'} role="status">
        {outcome?.words}{' '}
        {outcome !== null && outcome.queue !== null && (
          <Link class="link" href={queueHref(outcome.queue)}>
            Review
          </Link>
        )}
      </p>
      {isPicking && (
        <Dialog title="Add to which queue?" onClose={() => setIsPicking(false)}>
          {fitting.length === 0 && <p>No queue is of the task {prediction.task} yet.</p>}
          <ul class="queue-choices">
            {fitting.map((queue) => (
              <li key={queue.id}>
                <button class="button" type="button" onClick={() => void add(queue)}>
                  {queue.name}
                </button>
              </li>
            ))}
          </ul>
          <Link class="link" href={newQueueHref(prediction.task)}>
            Make a queue
          </Link>
        </Dialog>
      )}
    </div>
  )
}
