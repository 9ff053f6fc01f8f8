// One prediction in full: what happened exactly, what was thought of it, and what it should have said.
import type { Prediction, ReviewQueue } from '@trimtab/contract'
import { useEffect, useRef } from 'preact/hooks'
import { ask } from '../../api/client.ts'
import { useLiveQuery } from '../../api/use-live-query.ts'
import { Boundary } from '../../controls/boundary.tsx'
import { Failure } from '../../controls/failure.tsx'
import { Acts } from './acts.tsx'
import { AddToQueue } from './add-to-queue.tsx'
import { Classical } from '../../prediction/classical.tsx'
import { Conversation } from '../../prediction/conversation.tsx'
import { ModelError } from '../../prediction/model-error.tsx'
import { Facts } from './facts.tsx'
import { FeedbackList } from './feedback-list.tsx'
import { PanelBar, type Place } from './panel-bar.tsx'

interface PredictionPanelProps {
  id: string
  /** What the list knows of it already: shown until it is read by itself. */
  known: Prediction | null
  /** Where it can be put for somebody to review. */
  queues: readonly ReviewQueue[]
  place: Place | null
  onMove: (step: number) => void
  onClose: () => void
  onRead: (prediction: Prediction) => void
}

export function PredictionPanel({ id, known, queues, place, onMove, onClose, onRead }: PredictionPanelProps) {
  const query = useLiveQuery(id, (knownEtag) => ask('readPrediction', { path: { id } }, knownEtag))
  const { value, problem } = query.reading.value
  const isMissing = problem?.code === 'prediction.not_found'
  const prediction = isMissing ? null : (value ?? known)
  const panel = useRef<HTMLElement>(null)
  useEffect(() => panel.current?.focus({ preventScroll: true }), [])
  useEffect(() => {
    if (value !== null) onRead(value)
  }, [value])
  return (
    <section class="panel" aria-label="Prediction" tabIndex={-1} ref={panel}>
      <PanelBar id={id} place={place} onMove={onMove} onClose={onClose} />
      <div class="panel-body">
        {problem !== null && isMissing && <Missing detail={problem.detail} onClose={onClose} />}
        {problem !== null && !isMissing && (
          <Failure what="This prediction" reason={problem} onRetry={() => void query.refresh()} />
        )}
        {prediction === null && problem === null && <p class="muted">Reading the prediction.</p>}
        {prediction !== null && (
          <Boundary key={prediction.id} what="This prediction">
            <Content prediction={prediction} queues={queues} onSaid={query.refresh} />
          </Boundary>
        )}
      </div>
    </section>
  )
}

/** Trying again would find nothing again. */
function Missing({ detail, onClose }: { detail: string; onClose: () => void }) {
  return (
    <div class="failure" role="alert">
      <p>{detail}</p>
      <button class="button" type="button" onClick={onClose}>
        Close
      </button>
    </div>
  )
}

interface ContentProps {
  prediction: Prediction
  queues: readonly ReviewQueue[]
  onSaid: () => Promise<void>
}

function Content({ prediction, queues, onSaid }: ContentProps) {
  return (
    <>
      <Facts prediction={prediction} />
      <Conversation prediction={prediction} />
      <Classical prediction={prediction} />
      <ModelError prediction={prediction} />
      <FeedbackList prediction={prediction} />
      <Acts prediction={prediction} onSaid={onSaid} />
      <AddToQueue prediction={prediction} queues={queues} />
    </>
  )
}
