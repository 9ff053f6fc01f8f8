// The transcript, with names at the left: tool calls and long answers need the width that bubbles would waste.
import type { Prediction } from '@trimtab/contract'
import { LongText } from '../controls/long-text.tsx'
import { formatCounted } from '../format/number.ts'
import { type Turn, transcript } from './transcript.ts'

const SYSTEM_CHARACTERS_MAX = 160

/** The last ones say most. A page of a hundred thousand would not answer any more. */
const TURNS_SHOWN_MAX = 200

export function Conversation({ prediction }: { prediction: Prediction }) {
  const all = transcript(prediction)
  const turns = all.slice(-TURNS_SHOWN_MAX)
  const hidden = all.length - turns.length
  const isClassical =
    prediction.input.features !== null || prediction.output.label !== null || prediction.output.score !== null
  if (turns.length === 0 && (isClassical || prediction.status === 'error')) return null
  return (
    <div class="conversation">
      <h3 class="unseen">Conversation</h3>
      {turns.length === 0 && <p class="muted">{whyNothing(prediction)}</p>}
      {hidden > 0 && <p class="muted">{formatCounted(hidden, 'earlier turn')} not shown.</p>}
      {turns.map((turn, at) => (
        <div key={at} class="turn">
          <div class="who">
            <b>{turn.who}</b>
            {turn.detail !== null && <span>{turn.detail}</span>}
          </div>
          <Said turn={turn} />
        </div>
      ))}
    </div>
  )
}

function whyNothing({ capture }: Prediction): string {
  if (capture.removed === true) return 'What was said is removed, as retention says.'
  return capture.content ? 'Nothing was said.' : 'What was said was not captured.'
}

function Said({ turn }: { turn: Turn }) {
  if (turn.kind === 'call' || turn.kind === 'result') {
    return (
      <div class="tool" dir="auto">
        {turn.name !== null && <b>{turn.name}</b>}
        {turn.kind === 'call' ? '(' : '→ '}
        <LongText text={turn.text} />
        {turn.kind === 'call' && ')'}
      </div>
    )
  }
  const isQuiet = turn.kind !== 'text'
  return (
    <div class={isQuiet ? 'said quiet' : 'said'} dir="auto">
      <LongText text={turn.text} {...(turn.kind === 'system' ? { charactersMax: SYSTEM_CHARACTERS_MAX } : {})} />
    </div>
  )
}
