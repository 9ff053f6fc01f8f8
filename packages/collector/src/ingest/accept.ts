// One batch in, what was kept and what was refused out. Every door (OTLP, API, import) ends here, and whatever this
// resolves with is on disk.

import type { FeedbackInput, FeedbackReceipt } from '@trimtab/contract'
import type { Clock } from '../clock.ts'
import { keepFeedback, normaliseLogRecord } from '../feedback/normalise.ts'
import type { Decoded, LogRecord, Span } from '../otlp/otlp.ts'
import { normaliseSpan } from '../predictions/normalise.ts'
import type { PredictionRow, Rows } from '../store/rows.ts'

export interface Refused {
  rejected: number
  /** Why the first was refused. */
  reason: string | null
}

export interface Ingest {
  spans: (decoded: Decoded<Span>) => Promise<Refused>
  logs: (decoded: Decoded<LogRecord>) => Promise<Refused>
  feedback: (inputs: FeedbackInput[]) => Promise<FeedbackReceipt>
}

interface IngestOptions {
  rows: Rows
  clock: Clock
  makeId: () => string
}

export function createIngest({ rows, clock, makeId }: IngestOptions): Ingest {
  const addFeedback = async (inputs: FeedbackInput[]): Promise<FeedbackReceipt> => {
    const feedback = inputs.map((input) => keepFeedback(input, clock(), makeId))
    const { waiting } = await rows.add({ predictions: [], feedback })
    return { accepted: feedback.length, waiting }
  }

  return {
    spans: async (decoded) => {
      const refused: Refused = { rejected: decoded.rejected, reason: decoded.reason }
      const predictions: PredictionRow[] = []
      for (const span of decoded.items) {
        const normalised = normaliseSpan(span, clock())
        if (normalised.outcome === 'prediction') predictions.push(normalised.prediction)
        else refuse(refused, normalised.reason)
      }
      if (predictions.length > 0) await rows.add({ predictions, feedback: [] })
      return refused
    },

    logs: async (decoded) => {
      const refused: Refused = { rejected: decoded.rejected, reason: decoded.reason }
      const feedback: FeedbackInput[] = []
      for (const record of decoded.items) {
        const normalised = normaliseLogRecord(record)
        if (normalised.outcome === 'feedback') feedback.push(normalised.feedback)
        else refuse(refused, normalised.reason)
      }
      if (feedback.length > 0) await addFeedback(feedback)
      return refused
    },

    feedback: addFeedback,
  }
}

function refuse(refused: Refused, reason: string): void {
  refused.rejected += 1
  refused.reason ??= reason
}
