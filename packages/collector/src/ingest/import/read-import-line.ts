// One line of an import file to what it holds, or to the reason why it cannot be used.

import { CLOCK_AHEAD_MS_MAX, type FeedbackInput, JSON_DEPTH_MAX, type PredictionFacts } from '@trimtab/contract'
import { feedbackInputSchema, importLineSchemas, isWithinDepth } from '@trimtab/contract/schemas'
import { explainIssue } from '../../schema-issue.ts'
import { completePrediction, contentDigest } from './complete-prediction.ts'

/** Around the deepest value that is kept there are the fields it stands in. */
const LINE_DEPTH_MAX = JSON_DEPTH_MAX + 8

export type ImportItem = { prediction: PredictionFacts | null; feedback: FeedbackInput[] } | { fault: string }

export function readImportLine(text: string, nowMs: number): ImportItem {
  const line = parse(text)
  if (typeof line !== 'object' || line === null) return { fault: 'it is not a JSON object' }
  if (!isWithinDepth(line, LINE_DEPTH_MAX)) return { fault: `it is nested deeper than ${LINE_DEPTH_MAX} levels` }
  const type = 'type' in line ? line.type : undefined
  if (type === 'prediction') return readPrediction(line, nowMs)
  if (type === 'feedback') return readFeedback(line)
  return { fault: 'its type is neither prediction nor feedback' }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function readPrediction(line: object, nowMs: number): ImportItem {
  const parsed = importLineSchemas.prediction.safeParse(line)
  if (!parsed.success) return { fault: explainIssue(parsed.error) }
  const prediction = completePrediction(parsed.data)
  if ('fault' in prediction) return prediction
  if (Date.parse(prediction.startedAt) > nowMs + CLOCK_AHEAD_MS_MAX) return { fault: 'startedAt lies in the future' }
  const feedback: FeedbackInput[] = []
  for (const [index, said] of (parsed.data.feedback ?? []).entries()) {
    const input = feedbackInputSchema.safeParse(asSent(said, prediction.id))
    if (!input.success) return { fault: `feedback.${index}: ${explainIssue(input.error)}` }
    feedback.push(withId(input.data))
  }
  return { prediction, feedback }
}

/** A feedback of a prediction that was returned, as it was sent: nothing unsaid, and of that prediction. */
function asSent(said: object, prediction: string): object {
  const given = Object.entries(said).filter(
    ([field, value]) => value !== null && !['receivedAt', 'prediction', 'key', 'responseId', 'session'].includes(field),
  )
  return { ...Object.fromEntries(given), prediction }
}

function readFeedback(line: object): ImportItem {
  const parsed = importLineSchemas.feedback.safeParse(line)
  if (!parsed.success) return { fault: explainIssue(parsed.error) }
  const { type: _type, ...feedback } = parsed.data
  return { prediction: null, feedback: [withId(feedback)] }
}

/** One without an id is known by what it says: the same line twice is one feedback. */
function withId(feedback: FeedbackInput): FeedbackInput {
  return { ...feedback, id: feedback.id ?? `import-${contentDigest(feedback).slice(0, 32)}` }
}
