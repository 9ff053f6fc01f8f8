// Feedback whose prediction has not arrived: what was said, and of what. It joins by itself when the prediction comes.
import { type Feedback, type Overview, PAGE_ITEMS_DEFAULT, WAITING_COUNTED_MAX } from '@trimtab/contract'
import { useState } from 'preact/hooks'
import { ask, type Reason, reasonOf } from '../../api/client.ts'
import type { LiveQuery } from '../../api/live-query.ts'
import { useLiveQuery } from '../../api/use-live-query.ts'
import { Failure } from '../../controls/failure.tsx'
import { LongText } from '../../controls/long-text.tsx'
import { Moment } from '../../controls/moment.tsx'
import { Page } from '../../controls/page.tsx'
import { formatMoment } from '../../format/date.ts'
import { formatCountUpTo } from '../../format/number.ts'
import { commentOf, whatWasSaid, whoSaid } from '../../prediction/feedback-words.ts'
import { targetWords } from './target-words.ts'

interface Older {
  feedback: Feedback[]
  nextCursor: string | null
  whyNot: Reason | null
}

export function WaitingScreen({ overview }: { overview: LiveQuery<Overview> }) {
  const query = { limit: PAGE_ITEMS_DEFAULT }
  const newest = useLiveQuery('waiting', (etag) => ask('listWaitingFeedback', { query }, etag))
  const [older, setOlder] = useState<Older | null>(null)
  const { value, problem } = newest.reading.value
  const shown = new Set(value?.feedback.map(({ id }) => id))
  const all = [...(value?.feedback ?? []), ...(older?.feedback ?? []).filter(({ id }) => !shown.has(id))]
  const cursor = older === null ? (value?.nextCursor ?? null) : older.nextCursor

  async function readOlder(): Promise<void> {
    if (cursor === null) return
    const answer = await ask('listWaitingFeedback', { query: { ...query, cursor } })
    setOlder({
      feedback: [...(older?.feedback ?? []), ...(answer.kind === 'value' ? answer.value.feedback : [])],
      nextCursor: answer.kind === 'value' ? answer.value.nextCursor : cursor,
      whyNot: reasonOf(answer),
    })
  }
  return (
    <Page title="Feedback waiting" collector={newest.reading.value}>
      <div class="answer">
        <h1>{headline(overview.reading.value.value?.waiting ?? all.length)}</h1>
        <p>
          It came before its prediction, or points at one that is not here: look at the key or the id, and at the task.
          It joins by itself when the prediction comes, and is kept as long as predictions are.
        </p>
      </div>
      {problem !== null && <Failure what="The list" reason={problem} onRetry={() => void newest.refresh()} />}
      {value === null && problem === null && <p class="muted">Reading the list.</p>}
      <ul class="waiting-list" aria-label="Feedback waiting, newest first">
        {all.map((feedback) => (
          <li key={feedback.id}>
            <p>
              <b>{whatWasSaid(feedback)}</b>{' '}
              <span class="muted">
                {whoSaid(feedback)}, <Moment at={feedback.at} format={formatMoment} />
              </span>
            </p>
            <p class="small muted written">of {targetWords(feedback)}</p>
            <Comment text={commentOf(feedback)} />
          </li>
        ))}
      </ul>
      {older !== null && older.whyNot !== null && (
        <Failure what="Older feedback" reason={older.whyNot} onRetry={() => void readOlder()} />
      )}
      {cursor !== null && (
        <button class="button" type="button" onClick={() => void readOlder()}>
          Show older
        </button>
      )}
    </Page>
  )
}

function headline(waiting: number): string {
  if (waiting === 0) return 'No feedback waits for its prediction.'
  if (waiting === 1) return 'One piece of feedback waits for its prediction.'
  return `${formatCountUpTo(waiting, WAITING_COUNTED_MAX)} pieces of feedback wait for their predictions.`
}

function Comment({ text }: { text: string | null }) {
  if (text === null) return null
  return (
    <p dir="auto">
      “<LongText text={text} charactersMax={1_000} />”
    </p>
  )
}
