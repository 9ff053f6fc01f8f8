// One prediction in the list: when, what was asked, what was answered, and one line of facts.
import type { Highlight, Prediction } from '@trimtab/contract'
import { Link } from 'wouter-preact'
import { Moment } from '../../controls/moment.tsx'
import { formatRowTime } from '../../format/date.ts'
import { formatDuration } from '../../format/duration.ts'
import { formatCost } from '../../format/number.ts'
import { OpinionMarks } from './opinion-marks.tsx'
import { type Line, answeredLine, askedLine, foundLine, piecesOf } from '../../prediction/summary.ts'

interface PredictionRowProps {
  prediction: Prediction
  /** Of a search. */
  highlights: readonly Highlight[] | undefined
  href: string
  isOpen: boolean
  /** Going from one open prediction to the next is not a step back in the browser's history. */
  isReplacing: boolean
  /** Where the list mixes tasks, a row says which is its own. */
  isOfAnyTask: boolean
}

export function PredictionRow({ prediction, highlights, href, isOpen, isReplacing, isOfAnyTask }: PredictionRowProps) {
  const { durationMs, cost } = prediction
  return (
    <Link
      id={`row-${prediction.id}`}
      class={isOpen ? 'row open' : 'row'}
      href={href}
      replace={isReplacing}
      aria-current={isOpen ? 'true' : undefined}
    >
      <span class="row-time">
        <Moment at={prediction.startedAt} format={formatRowTime} />
      </span>
      <span class="row-words">
        <Words line={foundLine(highlights, 'input') ?? askedLine(prediction)} place="asked" />
        <Words line={foundLine(highlights, 'output') ?? answeredLine(prediction)} place="answered" />
        <span class="row-facts">
          <OpinionMarks prediction={prediction} />
          <span>{durationMs === null ? '–' : formatDuration(durationMs)}</span>
          {isOfAnyTask && <span>{prediction.task}</span>}
          {cost !== null && <span>{formatCost(cost.usd)}</span>}
        </span>
      </span>
    </Link>
  )
}

function Words({ line, place }: { line: Line; place: string }) {
  return (
    <span class={`${place} is-${line.tone}`} dir="auto">
      {piecesOf(line).map(({ text, isFound }, index) => (isFound ? <mark key={index}>{text}</mark> : text))}
    </span>
  )
}
