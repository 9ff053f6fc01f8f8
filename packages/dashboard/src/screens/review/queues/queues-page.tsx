// The queues: what each is about, how much waits, how far it is, and whether reviewers agree.
import type { ReviewQueueList, ReviewQueueWithProgress } from '@trimtab/contract'
import { Plus } from 'lucide-preact'
import { Link } from 'wouter-preact'
import type { LiveQuery } from '../../../api/live-query.ts'
import { Failure } from '../../../controls/failure.tsx'
import { formatCount } from '../../../format/number.ts'
import { PATHS, queueHref } from '../../../router.ts'
import { FigureTable } from '../figure-table.tsx'
import { paceWords, phaseWords } from '../queue-words.ts'
import { QueueAgreement } from './queue-agreement.tsx'

interface QueuesPageProps {
  queues: LiveQuery<ReviewQueueList>
  mayReview: boolean
}

export function QueuesPage({ queues, mayReview }: QueuesPageProps) {
  const { value, problem } = queues.reading.value
  return (
    <>
      {problem !== null && <Failure what="The queues" reason={problem} onRetry={() => void queues.refresh()} />}
      {value === null && problem === null && <p class="desk-wait muted">Reading the queues.</p>}
      {value !== null && value.queues.length === 0 && <NoQueues mayReview={mayReview} />}
      {value !== null && value.queues.length > 0 && (
        <section aria-labelledby="queues">
          <div class="section-head">
            <h2 id="queues">Queues</h2>
            {mayReview && <NewQueue isMain={false} />}
          </div>
          <FigureTable
            label="Queues"
            heads={['Queue', 'Waits', 'Done', 'Reviewers agree', 'State']}
            rows={value.queues.map((queue) => ({ key: queue.id, cells: cellsOf(queue) }))}
          />
        </section>
      )}
    </>
  )
}

function cellsOf(queue: ReviewQueueWithProgress) {
  const { id, name, task, progress } = queue
  return [
    <>
      <Link class="queue-link" href={queueHref(id)}>
        {name}
      </Link>
      <span class="note">{task}</span>
    </>,
    <>
      <b>{formatCount(progress.open)}</b>
      {progress.leased > 0 && <span class="note">{formatCount(progress.leased)} in hand</span>}
    </>,
    formatCount(progress.done),
    <QueueAgreement queue={id} done={progress.done} />,
    <>
      {phaseWords(queue)}
      <span class="note">{paceWords(queue)}</span>
    </>,
  ]
}

function NewQueue({ isMain }: { isMain: boolean }) {
  return (
    <Link class={isMain ? 'button primary' : 'button small section-act'} href={PATHS.newQueue}>
      <Plus size={14} />
      New queue
    </Link>
  )
}

function NoQueues({ mayReview }: { mayReview: boolean }) {
  return (
    <div class="answer">
      <h2 class="log-words">Nobody reviews anything yet.</h2>
      <p>
        A queue picks some predictions by rules and by chance, and puts them before people one by one. What they decide
        becomes feedback and corrections, and because the chance of each is known it tells how good all the others are.
      </p>
      {mayReview ? (
        <div class="acts">
          <NewQueue isMain />
        </div>
      ) : (
        <p class="note">Your key may look, not review: one with the scope review can make a queue.</p>
      )}
    </div>
  )
}
