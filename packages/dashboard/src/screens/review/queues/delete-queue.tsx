// Asks before a queue is gone: items and reviews cannot be brought back.
import type { ReviewQueueWithProgress } from '@trimtab/contract'
import { Dialog } from '../../../controls/dialog.tsx'
import { formatCounted } from '../../../format/number.ts'

interface DeleteQueueProps {
  queue: ReviewQueueWithProgress
  onDelete: () => void
  onClose: () => void
}

export function DeleteQueue({ queue, onDelete, onClose }: DeleteQueueProps) {
  const { open, done } = queue.progress
  return (
    <Dialog title={`Delete ${queue.name}?`} onClose={onClose}>
      <p>
        It goes with {formatCounted(open + done, 'item')} and all reviews, for good. The feedback that reviews became
        stays. To only stop it, pause it.
      </p>
      <div class="acts">
        <button class="button" type="button" onClick={onClose}>
          Keep it
        </button>
        <button class="button danger" type="button" onClick={onDelete}>
          Delete it
        </button>
      </div>
    </Dialog>
  )
}
