// Is my model well? One sentence like a ship's log, how we know, the tasks, and what the loop has gathered.
import { type Overview, WAITING_COUNTED_MAX } from '@trimtab/contract'
import { Link } from 'wouter-preact'
import type { LiveQuery } from '../../api/live-query.ts'
import { Failure } from '../../controls/failure.tsx'
import { Page } from '../../controls/page.tsx'
import { formatCountUpTo } from '../../format/number.ts'
import { PATHS } from '../../router.ts'
import { FirstRun } from './first-run.tsx'
import { LogSentence } from './log-sentence.tsx'
import { logEvidence } from './log-words.ts'
import { Loop } from './loop.tsx'
import { Tasks } from './tasks.tsx'

export function OverviewScreen({ overview }: { overview: LiveQuery<Overview> }) {
  const reading = overview.reading.value
  const { value, problem } = reading
  return (
    <Page title="Overview" collector={reading}>
      {problem !== null && <Failure what="The overview" reason={problem} onRetry={() => void overview.refresh()} />}
      {value === null && problem === null && <Loading />}
      {value !== null && value.predictions === 0 && <FirstRun isListening={reading.retryAtMs === null} />}
      {value !== null && value.predictions > 0 && <Figures overview={value} />}
    </Page>
  )
}

function Figures({ overview }: { overview: Overview }) {
  return (
    <>
      <div class="answer">
        <LogSentence tasks={overview.tasks} />
        <p>{logEvidence(overview)}</p>
        <div class="acts">
          <Link class="button primary" href={PATHS.predictions}>
            Read the answers
          </Link>
          {overview.waiting > 0 && (
            <Link class="button" href={PATHS.waiting}>
              {waitingWords(overview.waiting)}
            </Link>
          )}
        </div>
      </div>
      <Tasks tasks={overview.tasks} />
      <Loop overview={overview} />
    </>
  )
}

/** On a narrow page this is the way there. */
function waitingWords(waiting: number): string {
  return `Feedback without its prediction: ${formatCountUpTo(waiting, WAITING_COUNTED_MAX)}`
}

/** The frame stands at once and still; the figures come into it. */
function Loading() {
  return (
    <>
      <div class="answer">
        <h1 class="muted">Reading the log.</h1>
      </div>
      <section aria-hidden="true">
        <div class="section-head">
          <h2>Tasks</h2>
        </div>
        <div class="task loading" />
      </section>
    </>
  )
}
