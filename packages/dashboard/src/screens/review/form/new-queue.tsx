// A new queue: the form with what most people want in it already.
import type { Task } from '@trimtab/contract'
import { Link, useLocation } from 'wouter-preact'
import { ask, reasonOf } from '../../../api/client.ts'
import { PATHS, queueHref } from '../../../router.ts'
import { inputOf, newQueueDraft } from './queue-draft.ts'
import { QueueForm } from './queue-form.tsx'

interface NewQueueProps {
  tasks: readonly Task[]
  /** The one it is to be of; null where that is not said. */
  task: string | null
  onMade: () => Promise<void>
}

export function NewQueue({ tasks, task, onMade }: NewQueueProps) {
  const [, navigate] = useLocation()
  const first = task ?? tasks[0]?.task
  return (
    <>
      <div class="answer form-head">
        <h1>A new queue</h1>
        {first === undefined ? (
          <p>
            A queue is of one task, and none has sent anything yet.{' '}
            <Link class="link" href={PATHS.overview}>
              How to send the first
            </Link>
          </p>
        ) : (
          <p>It picks predictions of one task and puts them before people, one by one.</p>
        )}
      </div>
      {first !== undefined && (
        <QueueForm
          start={newQueueDraft(first, Date.now(), tasks.find((each) => each.task === first)?.kind)}
          tasks={tasks}
          isThere={false}
          onLeave={() => navigate(PATHS.review)}
          onSave={async (draft) => {
            const answer = await ask('createReviewQueue', { body: inputOf(draft) })
            if (answer.kind === 'value') {
              await onMade()
              navigate(queueHref(answer.value.id))
            }
            return reasonOf(answer)
          }}
        />
      )}
    </>
  )
}
