// The pages of one queue: to review, what that adds up to, and its settings.
import type { ReviewQueueList, ReviewQueueWithProgress, Task } from '@trimtab/contract'
import { User } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { ask, reasonOf } from '../../api/client.ts'
import type { LiveQuery } from '../../api/live-query.ts'
import { Boundary } from '../../controls/boundary.tsx'
import { Failure } from '../../controls/failure.tsx'
import { Page } from '../../controls/page.tsx'
import { Picker } from '../../controls/picker.tsx'
import { PATHS, queueHref } from '../../router.ts'
import { DeskPage } from './desk/desk-page.tsx'
import { ReviewerForm } from './desk/reviewer-form.tsx'
import { useReviewer } from './desk/use-reviewer.ts'
import { draftOfQueue, inputOf } from './form/queue-draft.ts'
import { QueueForm } from './form/queue-form.tsx'
import { QueueHead } from './queues/queue-head.tsx'
import { ReportPage } from './report/report-page.tsx'

interface QueueScreenProps {
  id: string
  /** As the address says it; null is to review. */
  page: string | null
  queues: LiveQuery<ReviewQueueList>
  tasks: readonly Task[]
  mayReview: boolean
}

export function QueueScreen({ id, page, queues, tasks, mayReview }: QueueScreenProps) {
  const [, navigate] = useLocation()
  const [reviewer, setReviewer] = useReviewer()
  const [isRenaming, setIsRenaming] = useState(false)
  const { value, problem } = queues.reading.value
  const queue = value?.queues.find((each) => each.id === id) ?? null
  return (
    <Page
      title={queue?.name ?? 'Review'}
      collector={queues.reading.value}
      controls={
        queue !== null && (
          <>
            <Picker
              label="Queue"
              value={id}
              options={(value?.queues ?? []).map(({ id: each, name }) => ({ value: each, label: name }))}
              onPick={(next) => navigate(queueHref(next))}
            />
            {reviewer !== null && page === null && (
              <button class="button reviewer-name" type="button" onClick={() => setIsRenaming(true)}>
                <User size={14} />
                <span>You: {reviewer}</span>
              </button>
            )}
          </>
        )
      }
    >
      <h1 class="unseen">{queue === null ? 'Review' : `Review: ${queue.name}`}</h1>
      {problem !== null && <Failure what="The queue" reason={problem} onRetry={() => void queues.refresh()} />}
      {value === null && problem === null && <p class="desk-wait muted">Reading the queue.</p>}
      {value !== null && queue === null && <NoSuchQueue />}
      {queue !== null && (
        <>
          <QueueHead queue={queue} mayReview={mayReview} onChanged={queues.refresh} />
          <Boundary key={`${id} ${page}`} what="This page">
            {page === 'report' && <ReportPage queue={queue} />}
            {page === 'edit' && <EditQueue queue={queue} tasks={tasks} onChanged={queues.refresh} />}
            {page === null && !mayReview && <p class="desk-wait">{MAY_NOT_REVIEW}</p>}
            {page === null && mayReview && (reviewer === null || isRenaming) && (
              <ReviewerForm
                name={reviewer}
                reviewers={queue.reviewers}
                onName={(name) => {
                  setReviewer(name)
                  setIsRenaming(false)
                }}
              />
            )}
            {page === null && mayReview && reviewer !== null && !isRenaming && (
              <DeskPage queue={queue} reviewer={reviewer} onRename={() => setIsRenaming(true)} />
            )}
          </Boundary>
        </>
      )}
    </Page>
  )
}

const MAY_NOT_REVIEW = 'Your key may look, not review: one with the scope review may do both.'

function NoSuchQueue() {
  return (
    <div class="failure" role="alert">
      <p>No review queue has this id; it may be deleted.</p>
      <Link class="button" href={PATHS.review}>
        All queues
      </Link>
    </div>
  )
}

interface EditQueueProps {
  queue: ReviewQueueWithProgress
  tasks: readonly Task[]
  onChanged: () => Promise<void>
}

function EditQueue({ queue, tasks, onChanged }: EditQueueProps) {
  const [, navigate] = useLocation()
  const leave = (): void => navigate(queueHref(queue.id))
  return (
    <QueueForm
      key={queue.id}
      start={draftOfQueue(queue)}
      tasks={tasks}
      isThere
      onLeave={leave}
      onSave={async (draft) => {
        // To pause is done elsewhere, and may have been done since the form was opened.
        const body = { ...inputOf(draft), isPaused: queue.isPaused }
        const answer = await ask('changeReviewQueue', { path: { id: queue.id }, body })
        if (answer.kind === 'value') {
          await onChanged()
          leave()
        }
        return reasonOf(answer)
      }}
    />
  )
}
