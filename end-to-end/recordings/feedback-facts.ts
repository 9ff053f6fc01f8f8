// What was said of the calls of a recording, in the words of three conventions, and where the predictions say so.
import type { Feedback, Json, JsonObject, Prediction } from '@trimtab/contract'
import { asText, type Fact } from './fact.ts'
import type { Payload } from './payload.ts'
import type { Expected } from './recording.ts'

interface ExpectedFeedback {
  name: string
  /** The prediction it is of, by its response id; null where the case has only one. */
  responseId: string | null
  comment: string | null
  /** Any of these spellings; null where nothing was measured. */
  values: Json[] | null
}

export function feedbackFacts(expected: Expected, predictions: Prediction[], payload: Payload): Fact[] {
  return (expected.feedback ?? []).flatMap((given) => {
    const read = readExpected(given, payload)
    return read === null ? [] : [factOf(read, predictions)]
  })
}

/** Null for what points at nothing that the case sent. */
function readExpected(given: JsonObject, payload: Payload): ExpectedFeedback | null {
  if ('gen_ai.evaluation.name' in given) {
    const values = [given['gen_ai.evaluation.score.value'], given['gen_ai.evaluation.score.label']]
    const said = values.filter((value) => value !== undefined)
    return {
      name: asText(given['gen_ai.evaluation.name']),
      responseId: asText(given['responseId']),
      comment: text(given['gen_ai.evaluation.explanation']),
      values: said.length === 0 ? null : withTruth(said),
    }
  }
  if ('runId' in given) {
    // A run is a span here only where its id is made of the span's, or is in its attributes.
    const run = asText(given['runId'])
    const isKnown = payload.some(({ key, value }) => value === run && key !== 'run_id')
    return isKnown ? named(given, withTruth([given['score'] ?? null, given['value'] ?? null])) : null
  }
  if (given['target'] === 'session') return null
  return named(given, given['dataType'] === 'BOOLEAN' ? [given['value'] === 1] : [given['value'] ?? null])
}

function named(given: JsonObject, values: Json[]): ExpectedFeedback {
  return { name: asText(given['name']), responseId: null, comment: text(given['comment']), values }
}

/** A thumb may have come as a number or as a word. */
function withTruth(values: Json[]): Json[] {
  return values.flatMap((value) => {
    if (value === 1 || value === 'up') return [value, true]
    return value === 0 || value === 'down' ? [value, false] : [value]
  })
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function factOf({ name, responseId, comment, values }: ExpectedFeedback, predictions: Prediction[]): Fact {
  const fits = (feedback: Feedback): boolean =>
    (values === null ? feedback.value === null : values.includes(feedback.value)) &&
    (comment === null || feedback.comment === comment)
  const isOf = (prediction: Prediction): boolean => responseId === null || prediction.responseId === responseId
  const found = predictions
    .filter(isOf)
    .flatMap((prediction) =>
      prediction.feedback
        .filter((feedback) => feedback.name === name)
        .map((feedback) => ({ isRight: fits(feedback), feedback })),
    )
  const isRight = found.filter((one) => one.isRight).length === 1
  // Where nothing was measured, to say nothing is right as well.
  const isRecovered = isRight || (values === null && found.length === 0)
  return {
    of: 'case',
    fact: `feedback ${name}`,
    state: isRecovered ? 'recovered' : found.length === 0 ? 'missed' : 'wrong',
    expected: { values, comment, responseId },
    found: found.map(({ feedback }) => ({ value: feedback.value, comment: feedback.comment, kind: feedback.kind })),
  }
}
