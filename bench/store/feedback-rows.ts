// What people say of one prediction in ten, hours or days after it was made, and the truth about the rows of a table.
import type { Feedback } from '@trimtab/contract'
import type { PredictionRow } from '../../packages/collector/src/store/stored.ts'
import type { Draw } from './draw.ts'
import type { Language } from './language.ts'

const SPOKEN_OF = 0.1
const HOUR_MS = 3_600_000
const LATE_HOURS = 5

interface OpinionOptions {
  draw: Draw
  language: Language
  batches: number
  /** How much time one batch covers. */
  batchMs: number
}

export interface Opinions {
  maySpeak: (row: PredictionRow, batch: number) => void
  /** What arrives with this batch; with the last one all that is left. */
  take: (batch: number) => Feedback[]
}

export function createOpinions({ draw, language, batches, batchMs }: OpinionOptions): Opinions {
  const coming = new Map<number, Feedback[]>()
  return {
    maySpeak: (row, batch) => {
      if (!draw.chance(SPOKEN_OF)) return
      const lateMs = draw.spread(LATE_HOURS, 1.4) * HOUR_MS
      const arrives = Math.min(batch + Math.floor(lateMs / batchMs), batches - 1)
      const feedback = makeFeedback(row, lateMs, { draw, language })
      const already = coming.get(arrives)
      if (already === undefined) coming.set(arrives, [feedback])
      else already.push(feedback)
    },
    take: (batch) => {
      const arrived = coming.get(batch) ?? []
      coming.delete(batch)
      return arrived
    },
  }
}

function makeFeedback(
  { facts }: PredictionRow,
  lateMs: number,
  { draw, language }: Pick<OpinionOptions, 'draw' | 'language'>,
): Feedback {
  const at = new Date(Date.parse(facts.startedAt) + lateMs).toISOString()
  const common = {
    id: `feedback-${draw.hex(12)}`,
    prediction: facts.id,
    key: null,
    responseId: null,
    session: null,
    task: null,
    name: null,
    comment: null,
    source: 'user' as const,
    actor: facts.user,
    at,
    receivedAt: at,
    consent: null,
    metadata: {},
    of: null,
  }
  if (facts.key !== null)
    return {
      ...common,
      prediction: null,
      key: facts.key,
      task: facts.task,
      kind: 'label',
      value: draw.pick(['defaults', 'repays']),
      source: 'ground_truth',
      actor: null,
    }
  const share = draw.share()
  if (share < 0.75) return { ...common, kind: 'thumbs', value: draw.chance(0.7) }
  if (share < 0.85) return { ...common, kind: 'score', value: draw.below(5) + 1 }
  return { ...common, kind: 'correction', value: language.write(draw, 400) }
}
