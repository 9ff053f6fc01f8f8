// The pages of one queue, and what can be done with it. To pause can be undone; to delete cannot, so it asks.
import type { ReviewQueueWithProgress } from '@trimtab/contract'
import { Pause, Play, Trash2 } from 'lucide-preact'
import { useState } from 'preact/hooks'
import { Link, useLocation } from 'wouter-preact'
import { ask, type Reason, reasonOf } from '../../../api/client.ts'
import { PATHS, queueHref } from '../../../router.ts'
import { draftOfQueue, inputOf } from '../form/queue-draft.ts'
import { DeleteQueue } from './delete-queue.tsx'

interface QueueHeadProps {
  queue: ReviewQueueWithProgress
  mayReview: boolean
  onChanged: () => Promise<void>
}

const PAGES = [
  { page: 'queue', name: 'Review' },
  { page: 'queueReport', name: 'Report' },
  { page: 'queueEdit', name: 'Settings' },
] as const

export function QueueHead({ queue, mayReview, onChanged }: QueueHeadProps) {
  const [here, navigate] = useLocation()
  const [whyNot, setWhyNot] = useState<Reason | null>(null)
  const [isDeleting, setIsDeleting] = useState(false)

  async function pause(isPaused: boolean): Promise<void> {
    const body = { ...inputOf(draftOfQueue(queue)), isPaused }
    setWhyNot(reasonOf(await ask('changeReviewQueue', { path: { id: queue.id }, body })))
    await onChanged()
  }
  async function remove(): Promise<void> {
    const reason = reasonOf(await ask('deleteReviewQueue', { path: { id: queue.id } }))
    setWhyNot(reason)
    setIsDeleting(false)
    if (reason !== null) return
    navigate(PATHS.review)
    await onChanged()
  }
  return (
    <>
      <nav class="sub-pages" aria-label="Queue">
        {PAGES.map(({ page, name }) => (
          <Link
            key={page}
            href={queueHref(queue.id, page)}
            aria-current={here === queueHref(queue.id, page) ? 'page' : undefined}
          >
            {name}
          </Link>
        ))}
        {mayReview && here === queueHref(queue.id, 'queueEdit') && (
          <span class="sub-acts">
            <button class="button small" type="button" onClick={() => void pause(!queue.isPaused)}>
              {queue.isPaused ? <Play size={14} /> : <Pause size={14} />}
              {queue.isPaused ? 'Go on' : 'Pause'}
            </button>
            <button class="button small" type="button" onClick={() => setIsDeleting(true)}>
              <Trash2 size={14} />
              Delete
            </button>
          </span>
        )}
      </nav>
      <p class="queue-state" role="status">
        {queue.isPaused && 'Paused: nothing more is put into it. What is there can be reviewed.'}
      </p>
      {whyNot !== null && (
        <p class="mistake" role="alert">
          This could not be done. {whyNot.detail}
        </p>
      )}
      {isDeleting && <DeleteQueue queue={queue} onDelete={() => void remove()} onClose={() => setIsDeleting(false)} />}
    </>
  )
}
